// LheoWriter
