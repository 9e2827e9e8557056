CREATE TABLE customers (
  id int PRIMARY KEY,
  full_name varchar(200) NOT NULL,
  email varchar(200) NOT NULL,
  phone varchar(200),
  ssn varchar(200),
  birth_date date,
  street varchar(200),
  city varchar(200),
  country varchar(200),
  tier varchar(200),
  balance_cents int,
  created_at datetime
);
CREATE TABLE orders (
  id int PRIMARY KEY,
  customer_id int NOT NULL,
  status varchar(200) NOT NULL,
  total decimal(10,2),
  ordered_on date,
  remark varchar(200),
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE payments (
  id int PRIMARY KEY,
  order_id int NOT NULL,
  card_number varchar(200),
  cvv varchar(200),
  amount decimal(10,2),
  FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE TABLE notes (
  id int PRIMARY KEY,
  customer_id int,
  body varchar(200),
  details json,
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE TABLE api_keys (
  id int PRIMARY KEY,
  customer_id int,
  token varchar(200),
  FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE VIEW contacts AS SELECT id AS who, email AS mail, phone AS line, tier FROM customers;
CREATE VIEW gold_contacts AS SELECT who, mail FROM contacts WHERE tier = 'gold';
CREATE VIEW order_totals AS SELECT customer_id, count(*) AS n, sum(total) AS total FROM orders GROUP BY customer_id;
