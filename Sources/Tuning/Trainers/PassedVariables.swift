import FoundationEssentials

/// What trainers, pip and Slurm's commands are given of Colophon's own environment: what is known to be
/// needed, and nothing else. Secrets have any name, so a list of those would never be whole.
enum PassedVariables {
  private static let names: Set<String> = [
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TMPDIR", "TZ",
    "LD_LIBRARY_PATH", "LD_PRELOAD", "HF_HOME", "KRB5CCNAME", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
    "http_proxy", "https_proxy", "all_proxy", "no_proxy",
  ]

  private static let prefixes = [
    "LC_", "XDG_", "PYTHON", "PIP_", "CUDA_", "NVIDIA_", "NCCL_", "CUBLAS_", "CUDNN_", "HIP_",
    "HSA_", "ROCR_", "GLOO_", "OMP_", "KMP_", "MKL_", "OPENBLAS_", "MALLOC_", "TORCH_",
    "PYTORCH_", "TRITON_", "TF_", "XLA_", "KERAS_", "SLURM_", "SBATCH_",
  ]

  /// Words of names that hold secrets, though they begin as those above: `SLURM_JWT`.
  private static let secrets: Set<String> = [
    "KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASS", "JWT", "CREDENTIALS",
  ]

  /// Those of an environment that are passed on.
  static func of(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> [String: String] {
    environment.filter { isPassed($0.key, $0.value) }
  }

  private static func isPassed(_ name: String, _ value: String) -> Bool {
    guard names.contains(name) || prefixes.contains(where: { name.hasPrefix($0) }) else {
      return false
    }
    let words = name.uppercased().split(separator: "_").map(String.init)
    return secrets.isDisjoint(with: words) && !hasCredentials(value)
  }

  /// Whether a text has an address with a name or a password in it: `https://name:word@host/`.
  private static func hasCredentials(_ text: String) -> Bool {
    var rest = Substring(text)
    while let start = rest.firstRange(of: "://") {
      rest = rest[start.upperBound...]
      if rest.prefix(while: { !$0.isWhitespace && $0 != "/" }).contains("@") { return true }
    }
    return false
  }
}
