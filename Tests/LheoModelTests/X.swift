// LheoModel
