import LheoModel

/// An offer in a buffer.
func buffer(_ formation: Formation) -> ElementBuffer {
  let buffer = ElementBuffer()
  formation.encode(into: buffer)
  return buffer
}
