import LheoModel

extension ElementView {
  /// The path of the element, from the path of the buffer's root. Positions among siblings of the same name are given
  /// where the schema allows several.
  public func path(from rootPath: String) -> String {
    guard let parent else { return rootPath }
    let name = self.name
    var step = parent.path(from: rootPath) + "/" + name.description
    if Occurrence.mayRepeat(code, in: parent.code) { step += "[\(number)]" }
    return step
  }
}
