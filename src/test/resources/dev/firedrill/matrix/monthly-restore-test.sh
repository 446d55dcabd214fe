#!/bin/bash
# The validation of the procedures' monthly-rds-restore-test.sh, line by line. Ours: how psql finds the server, and where
# the answer is written.
set -e
PSQL=$1 HOST=$2 PORT=$3 PLACE=$4

$PSQL -h "$HOST" -p "$PORT" -U postgres -d shop > "$PLACE/validation.txt" <<EOF
-- Check table counts
SELECT 'orders' as table_name, COUNT(*) as row_count FROM orders
UNION ALL
SELECT 'customers', COUNT(*) FROM customers
UNION ALL
SELECT 'products', COUNT(*) FROM products
UNION ALL
SELECT 'order_items', COUNT(*) FROM order_items;

-- Check referential integrity
SELECT 
  'Order-Customer Consistency' as check_name,
  COUNT(*) as issues
FROM orders o
LEFT JOIN customers c ON o.customer_id = c.id
WHERE c.id IS NULL;

-- Check for null primary keys
SELECT 
  'Null Primary Keys' as check_name,
  COUNT(*) as issues
FROM orders
WHERE id IS NULL;

-- Verify recent data (last 24 hours)
SELECT 
  'Recent Orders' as check_name,
  COUNT(*) as count
FROM orders
WHERE created_at > NOW() - INTERVAL '24 hours';
EOF

VALIDATION_PASSED=true
if grep -q "issues.*[1-9]" "$PLACE/validation.txt"; then
  VALIDATION_PASSED=false
fi

echo "Validation passed: $VALIDATION_PASSED"
