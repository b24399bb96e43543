import CLibXML2

/// Numbers the names of one parser. Its dictionary keeps each name at one address, so that the address
/// tells them apart.
@safe struct NameTable {
  private struct Slot {
    var local: UInt = 0
    var namespace: UInt = 0
    var index: Int32 = -1
  }

  private var slots = [Slot](repeating: Slot(), count: 256)
  private var used = 0

  /// The number of a name: its place in the tape's names.
  mutating func index(
    of local: UnsafePointer<xmlChar>, namespace: UnsafePointer<xmlChar>?, in tape: inout MarkupTape
  ) -> Int32 {
    let key = UInt(bitPattern: local)
    let space = UInt(bitPattern: namespace)
    var place = place(of: key, space)
    while slots[place].index >= 0 {
      if slots[place].local == key, slots[place].namespace == space { return slots[place].index }
      place = (place + 1) & (slots.count - 1)
    }
    let name = unsafe MarkupTape.Name(
      local: String(cString: local), namespace: namespace.map { unsafe String(cString: $0) })
    let index = tape.number(of: name)
    slots[place] = Slot(local: key, namespace: space, index: index)
    used += 1
    if used * 2 > slots.count { grow() }
    return index
  }

  private func place(of key: UInt, _ space: UInt) -> Int {
    let mixed = (key ^ (space &* 31)) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> 40) & (slots.count - 1)
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.index >= 0 {
      var place = place(of: slot.local, slot.namespace)
      while slots[place].index >= 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }
}
