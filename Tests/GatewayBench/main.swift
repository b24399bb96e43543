import Foundation

// Measures the gateway's own part of a call: see .ci/bench-gateway, which starts this program three
// times, each on the processors it is given.
//
//   gateway-bench backend PORT             answers at once, or streams 20 events in 200 ms
//   gateway-bench gateway PORT BACKEND FOLDER
//                                          the gateway on PORT, in front of the backend on BACKEND,
//                                          with its records in FOLDER
//   gateway-bench load PORT KIND RATE SECONDS
//                                          asks PORT, KIND plain or stream, at so many a second
//   gateway-bench hold PORT COUNT          holds so many streams open at once, until all have ended
//
// `load` and `hold` print one line of JSON.
let words = Array(CommandLine.arguments.dropFirst())
let numbers = words.map { Int($0) }
switch (words.first, words.count) {
case ("backend", 2): try await CannedBackend.serve(port: numbers[1] ?? 0)
case ("gateway", 4):
  try await BenchGateway.serve(
    port: numbers[1] ?? 0, backend: numbers[2] ?? 0, records: words[3])
case ("load", 5):
  print(
    try await Load(port: numbers[1] ?? 0, isStreamed: words[2] == "stream")
      .run(rate: numbers[3] ?? 1, seconds: numbers[4] ?? 1))
case ("hold", 3):
  print(try await Load(port: numbers[1] ?? 0, isStreamed: true).hold(numbers[2] ?? 1))
default:
  FileHandle.standardError.write(
    Data("gateway-bench backend|gateway|load|hold ...; see .ci/bench-gateway\n".utf8))
  exit(2)
}
