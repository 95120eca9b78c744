// LheoTables
