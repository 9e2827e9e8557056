"""Tables of text of which every value is in the sample."""

from opaq.classify.columns import classify
from opaq.model.batch import Batch, Column
from opaq.model.catalog import Catalog, Relation, RelationKind, RelationName, StoredColumn
from opaq.model.schema import Field, Kind, Schema
from opaq.policy.types import Policy


def categories(data, table="t1"):
    """What the columns of a table are found to be, by name; `data`: their values."""
    name = RelationName("public", table)
    columns = tuple(StoredColumn(column, Kind.TEXT, "text") for column in data)

    def sample(_, wanted, count):
        fields = tuple(Field(column, Kind.TEXT) for column in wanted)
        return Batch(Schema(fields), [Column(list(data[column])) for column in wanted])

    relation = Relation(name, RelationKind.TABLE, columns)
    found = classify(Catalog({name: relation}), (name,), sample, Policy((), {}))
    return {ref.column: finding.category for ref, finding in found.items()}
