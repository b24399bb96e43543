import Foundation
import StandIn

// Serves until it is ended by its process id: stand-in-server [--port N] [--delay MILLISECONDS].
// The address up to /v1 is its one line of output.
var settings = StandIn.Settings()
var port: Int?
var arguments = CommandLine.arguments.dropFirst()
while let option = arguments.popFirst() {
  guard let number = arguments.popFirst().flatMap({ Int($0) }) else {
    FileHandle.standardError.write(Data("\(option) wants a number\n".utf8))
    exit(2)
  }
  switch option {
  case "--port": port = number
  case "--delay": settings.delay = .milliseconds(number)
  default:
    FileHandle.standardError.write(
      Data("\(option) is unknown: stand-in-server [--port N] [--delay MILLISECONDS]\n".utf8))
    exit(2)
  }
}
let server = StandIn(settings)
try await server.start(port: port)
FileHandle.standardOutput.write(Data("\(server.baseURL)\n".utf8))
while true { try await Task.sleep(for: .seconds(3600)) }
