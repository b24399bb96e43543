public import Core
import Formats
import FoundationEssentials
import Publishing
import Store

/// What verification found, and how much it looked at.
public struct VerifyReport: Codable, Hashable, Sendable {
  /// How many were gone through.
  public var pieces: Int
  /// The records whose digests were compared.
  public var handOffs: Int
  /// Stored artifacts whose bytes were hashed.
  public var objects: Int
  /// Records of calls in the ledgers.
  public var calls: Int
  /// Files of the marketplace that were hashed.
  public var published: Int
  /// What is wrong, piece by piece, then the marketplace.
  public var findings: [Finding]
  /// Whether bytes of the store itself are damaged or missing, and not only out of date.
  public var isDamaged: Bool
}

extension Newsroom {
  /// Hashes everything again and names what is damaged, missing, forged or stale.
  public func verify() throws -> VerifyReport {
    var report = VerifyReport(
      pieces: 0, handOffs: 0, objects: 0, calls: 0, published: 0, findings: [], isDamaged: false)
    let store = try desk.versions.verify(progress: world.progress)
    report.objects = store.objects
    report.findings += store.findings
    report.isDamaged = !store.findings.isEmpty
    for id in try desk.pieces() {
      let pieceDesk = try PieceDesk(id, in: self)
      report.pieces += 1
      do {
        _ = try PieceFile.read(of: id, in: desk)
      } catch let error as YAMLError {
        report.findings.append(.unreadablePiece(error))
      }
      report.handOffs += pieceDesk.records.count
      let ledger = try ledgerFindings(of: id)
      report.calls += ledger.calls
      report.findings += ledger.findings
      let history = historyFindings(of: pieceDesk)
      report.findings += history
      report.isDamaged = report.isDamaged || history.contains { $0.rule.hasPrefix("handoff-") }
      let artifacts = try artifactFindings(of: pieceDesk)
      report.findings += artifacts
      report.isDamaged = report.isDamaged || artifacts.contains { $0.rule == "artifact-missing" }
      guard artifacts.isEmpty else { continue }
      report.findings += try staleFindings(of: pieceDesk)
    }
    report.findings += try aliases().findings
    if !report.isDamaged {
      let market = try marketplaceFindings()
      report.published = market.files
      report.findings += market.findings
    }
    return report
  }

  /// Verifies one piece's chain, from the brief to the present stage.
  ///
  /// - Parameter made: the stage whose work is put forward now: that its files were changed since it
  ///   was put forward before is what it is for.
  func verifyChain(of piece: PieceID, putting made: StageID? = nil) throws -> [Finding] {
    let pieceDesk = try PieceDesk(piece, in: self)
    var findings = historyFindings(of: pieceDesk) + (try artifactFindings(of: pieceDesk))
    if findings.isEmpty { findings += try staleFindings(of: pieceDesk, except: made) }
    return findings
  }

  /// What is wrong with a piece's hand-offs: damaged files, broken links between records, records
  /// that were not legal at their place.
  private func historyFindings(of pieceDesk: PieceDesk) -> [Finding] {
    var findings = pieceDesk.damage
    let folder = "\(desk.folder(of: pieceDesk.id))/handoffs"
    let digests = Dictionary(
      pieceDesk.records.map { ($0.handOff.id, $0.sha256) }
    ) { first, _ in first }
    let names = Dictionary(
      pieceDesk.records.map { ($0.handOff.id, $0.handOff.fileName) }
    ) { first, _ in first }
    for record in pieceDesk.records {
      for parent in record.handOff.parents {
        guard let digest = digests[parent.id], digest != parent.sha256 else { continue }
        findings.append(
          .forgedHandOff(
            "\(folder)/\(names[parent.id] ?? parent.id.rawValue)",
            by: record.handOff.fileName))
      }
    }
    for missing in pieceDesk.state.missingParents where pieceDesk.damage.isEmpty {
      findings.append(.missingHandOff(missing, folder: folder))
    }
    for aside in pieceDesk.state.setAside where pieceDesk.damage.isEmpty {
      findings.append(
        .illegalHandOff("\(folder)/\(names[aside.handOff] ?? "")", aside))
    }
    for conflict in pieceDesk.state.conflicts {
      findings.append(.conflict(conflict, folder: folder))
    }
    return findings
  }

  /// What is missing in the version store of everything that the piece's records name.
  private func artifactFindings(of pieceDesk: PieceDesk) throws -> [Finding] {
    var findings: [Finding] = []
    for record in pieceDesk.records {
      for manifest in record.handOff.artifacts {
        guard desk.versions.contains(manifest.sha256) else {
          findings.append(.missingArtifact(manifest, of: record.handOff, in: desk))
          continue
        }
        let stage = record.handOff.fromStage
        let files: [ArtifactFile]
        do {
          files = try ArtifactManifest.files(of: stage, in: desk.versions.read(manifest.sha256))
        } catch {
          // The store's own verification names the damaged object.
          continue
        }
        for file in files where !desk.versions.contains(file.sha256) {
          findings.append(.missingArtifact(file, of: record.handOff, in: desk))
        }
      }
    }
    return findings
  }

  private func staleFindings(
    of pieceDesk: PieceDesk, except made: StageID? = nil
  ) throws -> [Finding] {
    let stale: [StageID: [String]]
    do {
      stale = try staleness(of: pieceDesk)
    } catch is StoreError {
      return []
    }
    let present = pieceDesk.state.isOver ? nil : pieceDesk.state.stage
    var findings = stale.filter { $0.key != made }.sorted { $0.key < $1.key }.flatMap {
      stage, reasons in
      reasons.map { reason in
        Finding.stale(
          path(of: StageRunner.manifestName, stage, pieceDesk.id), stage: stage, reason: reason,
          isPresent: stage == present)
      }
    }
    for stage in StageID.allCases where stage != made {
      guard let manifest = pieceDesk.manifest(of: stage) else { continue }
      let place = path(of: StageRunner.manifestName, stage, pieceDesk.id)
      if desk.exists(place), try desk.digest(of: place) != manifest {
        findings.append(
          .stale(place, stage: stage, reason: "\(place) is not what the record names"))
      }
    }
    return findings
  }
}
