CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  full_name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT,
  ssn TEXT,
  birth_date TEXT,
  street TEXT,
  city TEXT,
  country TEXT,
  tier TEXT,
  balance_cents INTEGER,
  created_at TEXT
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  total NUMERIC,
  ordered_on TEXT,
  remark TEXT,
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL,
  card_number TEXT,
  cvv TEXT,
  amount NUMERIC,
  FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER,
  body TEXT,
  details TEXT,
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE api_keys (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER,
  token TEXT,
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE VIEW contacts AS SELECT id AS who, email AS mail, phone AS line, tier FROM customers;
CREATE VIEW gold_contacts AS SELECT who, mail FROM contacts WHERE tier = 'gold';
CREATE VIEW order_totals AS SELECT customer_id, count(*) AS n, sum(total) AS total FROM orders GROUP BY customer_id;
