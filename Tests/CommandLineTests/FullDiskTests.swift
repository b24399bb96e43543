import Foundation
import TestSupport
import Testing

/// A disk that fills up in the middle of `run`: the error says so, what was there stays whole, and a
/// repeated run goes on once there is room.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct FullDiskTests {
  /// Runs in a disk of so many kB more than the desk takes: a file system of the test's own, which
  /// needs no privilege. `$1` is the desk, `$2` the room, `$3` the program, the rest its arguments.
  private static let onSmallDisk = """
    set -e
    desk=$1 room=$2 program=$3
    shift 3
    used=$(du -sk --apparent-size "$desk" | cut -f1)
    blocks=$(find "$desk" | wc -l)
    mount -t tmpfs -o "size=$((used + blocks * 4 + room))k" none /mnt
    cp -a "$desk" /mnt/desk
    # What is left of the disk beyond the room that the test wants is taken.
    free=$(df -k --output=avail /mnt | tail -1)
    [ "$free" -le "$room" ] || head -c "$(((free - room) * 1024))" /dev/zero > /mnt/filling
    code=0
    "$program" "$@" --desk /mnt/desk || code=$?
    rm -rf "$desk"
    cp -a /mnt/desk "$desk"
    exit $code
    """

  private static let hasNamespaces =
    (try? ChildProcess("unshare", ["-Urm", "mount", "-t", "tmpfs", "none", "/mnt"]).end().code) == 0

  @Test(.enabled(if: hasNamespaces, "the system lets no test have a disk of its own"))
  func `a full disk ends a run with its cause, and the run is repeated with room`() async throws {
    try await withTemporaryFolder { root in
      let ready = try StageWalk.prepare(in: root)
      var refusals = 0
      for (stage, first) in ready.enumerated() {
        for room in [0, 4, 12, 24, 48, 96] {
          let desk = root.appending(path: "desk-\(stage)-\(room)").path
          try FileManager.default.copyItem(atPath: first, toPath: desk)
          let run = try #require(StageWalk.steps[stage].last)
          let arguments = [run[0], StageWalk.piece] + run.dropFirst()
          let full = try ChildProcess(
            "unshare",
            ["-Urm", "sh", "-c", Self.onSmallDisk, "sh", desk, "\(room)", Program.path] + arguments
          ).end()
          if full.code != 0 {
            refusals += 1
            #expect(full.code == 1, "stage \(stage), \(room) kB: \(full.errors)")
            #expect(full.errors.contains("No space left on device"), "\(full.errors)")
            #expect(full.errors.contains("Make room on the disk"), "\(full.errors)")
          }
          try expectWhole(desk, arguments)
        }
      }
      #expect(refusals > 8)
    }
  }

  @Test func `a limit on the size of files ends a run with its cause`() async throws {
    try await withTemporaryFolder { root in
      let ready = try StageWalk.prepare(in: root)
      var refusals = 0
      for (stage, first) in ready.enumerated() {
        for blocks in [0, 1, 2, 4, 16] {
          let desk = root.appending(path: "desk-\(stage)-\(blocks)").path
          try FileManager.default.copyItem(atPath: first, toPath: desk)
          let run = try #require(StageWalk.steps[stage].last)
          let arguments = [run[0], StageWalk.piece] + run.dropFirst()
          let errors = root.appending(path: "errors").path
          // The shell's limit counts 512 bytes. A pipe has none: the message gets out.
          let limited = try ChildProcess(
            "sh",
            [
              "-c", "(trap '' XFSZ; ulimit -f \(blocks); exec \"$@\" 2>&1) | cat > '\(errors)'",
              "sh", Program.path,
            ] + arguments + ["--desk", desk]
          ).end()
          #expect(limited.code == 0)
          let said = try String(contentsOfFile: errors, encoding: .utf8)
          if said.contains("colophon:") {
            refusals += 1
            #expect(said.contains("File too large"), "stage \(stage), \(blocks): \(said)")
          }
          try expectWhole(desk, arguments)
        }
      }
      #expect(refusals > 8)
    }
  }

  /// What was there is whole, and the repeated run carries on to where a person must decide.
  private func expectWhole(_ desk: String, _ arguments: [String]) throws {
    let before = try Program.run("verify", "--desk", desk)
    // A marketplace that is behind is a finding; damage is not.
    #expect(before.code <= 1, "\(before.errors)")
    let again = try Program.start(arguments + ["--desk", desk]).end()
    #expect(again.code == 0, "\(again.errors)")
    let verified = try Program.run("verify", "--desk", desk)
    #expect(verified.code == 0, "\(verified.errors)")
    let shown = try Program.run("show", StageWalk.piece, "--desk", desk, "--json")
    #expect(shown.output.contains("\"kind\" : \"decide\""))
    try FileManager.default.removeItem(atPath: desk)
  }
}
