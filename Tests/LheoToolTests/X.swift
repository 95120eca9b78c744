// LheoTool
