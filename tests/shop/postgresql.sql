CREATE TABLE customers (
  id integer PRIMARY KEY,
  full_name text NOT NULL,
  email text NOT NULL,
  phone text,
  ssn text,
  birth_date date,
  street text,
  city text,
  country text,
  tier text,
  balance_cents integer,
  created_at timestamp
);
CREATE TABLE orders (
  id integer PRIMARY KEY,
  customer_id integer NOT NULL,
  status text NOT NULL,
  total numeric(10,2),
  ordered_on date,
  remark text,
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE payments (
  id integer PRIMARY KEY,
  order_id integer NOT NULL,
  card_number text,
  cvv text,
  amount numeric(10,2),
  FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE TABLE notes (
  id integer PRIMARY KEY,
  customer_id integer,
  body text,
  details jsonb,
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE api_keys (
  id integer PRIMARY KEY,
  customer_id integer,
  token text,
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE VIEW contacts AS SELECT id AS who, email AS mail, phone AS line, tier FROM customers;
CREATE VIEW gold_contacts AS SELECT who, mail FROM contacts WHERE tier = 'gold';
CREATE VIEW order_totals AS SELECT customer_id, count(*) AS n, sum(total) AS total FROM orders GROUP BY customer_id;
