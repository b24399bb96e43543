import Glibc

/// How many files the process may have open: a connection is one, and a call has two.
enum OpenFiles {
  /// What is needed besides connections and calls.
  private static let others = 200

  /// Raises the limit as far as the plan needs and the system allows.
  ///
  /// - Returns: how many clients' connections are possible.
  static func connections(_ limits: GatewayPlan.Limits) -> Int {
    let wanted = limits.connections + limits.calls + others
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return limits.connections
    }
    if limit.rlim_cur < wanted, limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = min(limit.rlim_max, rlim_t(wanted))
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    guard limit.rlim_cur < wanted else { return limits.connections }
    // Where there is not enough for both, half is for the calls.
    let left = max(100, Int(limit.rlim_cur) - others)
    return min(limits.connections, max(left - limits.calls, left / 2))
  }
}
