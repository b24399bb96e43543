import Evaluation
import Glibc

// Scores pairs of texts: metrics-bench FILE, a hypothesis and a reference on each line with a tab
// between. Prints one line of JSON: each metric's figure and the CPU seconds that it took.
guard CommandLine.arguments.count == 2, let file = fopen(CommandLine.arguments[1], "r") else {
  print("metrics-bench FILE")
  exit(2)
}
var pairs: [TextPair] = []
var buffer: UnsafeMutablePointer<CChar>?
var size = 0
while getline(&buffer, &size, file) > 0, let line = buffer {
  let texts = String(cString: line).split(
    separator: "\t", omittingEmptySubsequences: false)
  guard texts.count == 2 else { continue }
  pairs.append(TextPair(String(texts[0]), reference: String(texts[1].dropLast())))
}
free(buffer)
fclose(file)

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let metrics: [any TextMetric] = [
  BLEU(), ChrF(), ChrF.plusPlus, ROUGE(.ngrams(1)), ROUGE(.ngrams(2)), ROUGE(.subsequence),
  TranslationEditRate(),
]
var results: [String] = []
for metric in metrics {
  let start = cpuSeconds()
  let value = try metric.score(of: pairs).value
  results.append(
    "\"\(metric.name)\": {\"value\": \(value), \"seconds\": \(cpuSeconds() - start)}")
}
print("{\(results.joined(separator: ", "))}")
