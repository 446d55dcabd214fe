package dev.firedrill.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows as texts, as the server writes them; null where a value is NULL. */
public final class TextRows {
    private TextRows() {}

    /** All that are left. */
    public static List<List<String>> of(ResultSet rows) throws SQLException {
        var all = new ArrayList<List<String>>();
        int width = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            var row = new ArrayList<String>(width);
            for (int i = 1; i <= width; i++) {
                row.add(rows.getString(i));
            }
            all.add(row);
        }
        return all;
    }
}
