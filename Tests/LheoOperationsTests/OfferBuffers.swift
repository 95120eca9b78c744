import LheoModel

/// An offer in a buffer that lives as long as the tests, as views do not keep theirs.
func buffer(_ formation: Formation) -> ElementBuffer {
  let buffer = ElementBuffer()
  formation.encode(into: buffer)
  return Unmanaged.passRetained(buffer).takeUnretainedValue()
}
