#!/bin/bash
# The checks of the procedures' weekly-consistency-check.sh, line by line. Ours: how psql finds the server, and where
# the answer is written.
set -e
PSQL=$1 HOST=$2 PORT=$3 PLACE=$4

$PSQL -h "$HOST" -p "$PORT" -U postgres -d shop > "$PLACE/consistency.txt" <<EOF
-- 1. Check for orphaned records
SELECT 'Orphaned Order Items' as check_name,
       COUNT(*) as issues
FROM order_items oi
LEFT JOIN orders o ON oi.order_id = o.id
WHERE o.id IS NULL;

-- 2. Check for invalid foreign keys
SELECT 'Invalid Customer References' as check_name,
       COUNT(*) as issues
FROM orders o
LEFT JOIN customers c ON o.customer_id = c.id
WHERE c.id IS NULL;

-- 3. Check for data type consistency
SELECT 'Invalid Email Formats' as check_name,
       COUNT(*) as issues
FROM customers
WHERE email !~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}$';

-- 4. Check for business rule violations
SELECT 'Negative Order Totals' as check_name,
       COUNT(*) as issues
FROM orders
WHERE total_amount < 0;

-- 5. Check temporal consistency
SELECT 'Future Dated Orders' as check_name,
       COUNT(*) as issues
FROM orders
WHERE created_at > NOW();

-- 6. Check aggregate consistency
SELECT 
  'Order Total Mismatches' as check_name,
  COUNT(*) as issues
FROM (
  SELECT 
    o.id,
    o.total_amount,
    SUM(oi.quantity * oi.unit_price) as calculated_total
  FROM orders o
  JOIN order_items oi ON o.id = oi.order_id
  GROUP BY o.id, o.total_amount
  HAVING ABS(o.total_amount - SUM(oi.quantity * oi.unit_price)) > 0.01
) mismatches;

-- 7. Check for null primary keys
SELECT 'Null Primary Keys' as check_name,
       COUNT(*) as issues
FROM (
  SELECT id FROM orders WHERE id IS NULL
  UNION ALL
  SELECT id FROM customers WHERE id IS NULL
  UNION ALL
  SELECT id FROM products WHERE id IS NULL
) null_pks;

-- 8. Check referential integrity across all tables
SELECT 
  'Product References' as check_name,
  COUNT(*) as issues
FROM order_items oi
LEFT JOIN products p ON oi.product_id = p.id
WHERE p.id IS NULL;
EOF

TOTAL_ISSUES=$(grep -oP '\d+' "$PLACE/consistency.txt" | awk '{sum+=$1} END {print sum}')

echo "Total consistency issues found: $TOTAL_ISSUES"

if [ "$TOTAL_ISSUES" -eq 0 ]; then
  echo "✓ All consistency checks passed"
else
  echo "❌ Consistency issues detected"
fi
