import Core
import Formats
import Foundation
import Store
import Testing

@Suite struct PassageIndexTests {
