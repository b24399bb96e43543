"""What the references say: reference.py PART INPUT OUTPUT, both JSON.

PART is one of metrics, labels, similarity, significance, intervals, drift. Run in an environment with sacrebleu,
rouge-score (which brings NLTK), scikit-learn, scipy and rapidfuzz."""
import json, logging, re, string, sys
from collections import Counter

BLEU = {
    "13a": {},
    "13a-lowercased": {"lowercase": True},
    "13a-floor": {"smooth_method": "floor", "effective_order": True},
    "13a-effective": {"effective_order": True},
    "13a-none": {"smooth_method": "none"},
    "intl-add-k": {"tokenize": "intl", "smooth_method": "add-k"},
    "char": {"tokenize": "char", "effective_order": True},
    "none-floor": {"tokenize": "none", "smooth_method": "floor", "smooth_value": 0.25},
    "order-2": {"max_ngram_order": 2},
}
CHRF = {
    "chrF": {},
    "chrF++": {"word_order": 2},
    "chrF-lowercased": {"lowercase": True, "word_order": 1},
    "chrF-whitespace": {"whitespace": True, "char_order": 4, "beta": 3},
}
TER = {"TER": {}, "TER-case": {"case_sensitive": True}}


def scored(metric, pairs):
    """A metric of sacrebleu on the pairs, some of which may have fewer references than others."""
    most = max(len(pair["references"]) for pair in pairs)
    streams = [
        [pair["references"][i] if i < len(pair["references"]) else None for pair in pairs]
        for i in range(most)]
    hypotheses = [pair["hypothesis"] for pair in pairs]
    statistics = metric._extract_corpus_statistics(hypotheses, streams)
    segments = [metric._compute_score_from_stats(list(row)).score for row in statistics]
    statistics = metric._extract_corpus_statistics(hypotheses, streams)
    return {
        "corpus": metric._aggregate_and_compute(statistics).score, "segments": segments,
        "signature": str(metric.get_signature())}


def rouge(pairs):
    from rouge_score import rouge_scorer
    kinds = ["rouge1", "rouge2", "rouge3", "rougeL", "rougeLsum"]
    found = {}
    for stemmer in [False, True]:
        scorer = rouge_scorer.RougeScorer(kinds, use_stemmer=stemmer)
        rows = [scorer.score_multi(pair["references"], pair["hypothesis"]) for pair in pairs]
        for kind in kinds:
            scores = [row[kind].fmeasure for row in rows]
            found[kind + ("-stemmer" if stemmer else "")] = {
                "corpus": sum(scores) / len(scores), "segments": scores, "signature": ""}
    return found


def normalized(answer):
    """As the program that comes with SQuAD compares answers."""
    answer = "".join(c for c in answer.lower() if c not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", answer).split())


def token_f1(hypothesis, reference):
    found, wanted = normalized(hypothesis).split(), normalized(reference).split()
    if not found or not wanted:
        return float(found == wanted)
    same = sum((Counter(found) & Counter(wanted)).values())
    if not same:
        return 0.0
    precision, recall = same / len(found), same / len(wanted)
    return 2 * precision * recall / (precision + recall)


def answers(pairs):
    def mean(name, score):
        scores = [max(score(p["hypothesis"], r) for r in p["references"]) for p in pairs]
        return {"corpus": sum(scores) / len(scores), "segments": scores, "signature": ""}
    return {
        "exact": mean("exact", lambda h, r: float(h == r)),
        "exact-normalized": mean("exact", lambda h, r: float(normalized(h) == normalized(r))),
        "token-f1": mean("f1", token_f1)}


def metrics(given):
    from sacrebleu.metrics import BLEU as Bleu, CHRF as Chrf, TER as Ter
    pairs = given["pairs"]
    # sacrebleu's shifts take minutes on very long lines.
    short = [p for p in pairs if len(p["hypothesis"].split()) <= 150]
    found = {name: scored(Bleu(force=True, **settings), pairs) for name, settings in BLEU.items()}
    found |= {name: scored(Chrf(**settings), pairs) for name, settings in CHRF.items()}
    found |= {name: scored(Ter(**settings), short) for name, settings in TER.items()}
    return found | rouge(pairs) | answers(pairs)


def labels(given):
    from sklearn.metrics import accuracy_score, precision_recall_fscore_support
    right, guessed = given["right"], given["given"]
    found = {"accuracy": [accuracy_score(right, guessed)]}
    for average in ["micro", "macro", "weighted"]:
        found[average] = precision_recall_fscore_support(
            right, guessed, average=average, zero_division=0)[:3]
    one = given["positive"]
    found["binary"] = precision_recall_fscore_support(
        [l == one for l in right], [l == one for l in guessed], average="binary", zero_division=0)[:3]
    return {name: [float(x) for x in values] for name, values in found.items()}


class NoWordNet:
    def synsets(self, word):
        return []


def similarity(given):
    from nltk.translate.gleu_score import sentence_gleu
    from nltk.translate.meteor_score import single_meteor_score
    from rapidfuzz import fuzz
    found = {"fuzzy_match": [], "gleu": [], "meteor": []}
    for pair in given["pairs"]:
        hypothesis, reference = pair["hypothesis"], pair["references"][0]
        found["fuzzy_match"].append(fuzz.ratio(hypothesis, reference) / 100)
        found["gleu"].append(sentence_gleu([reference.split()], hypothesis.split()))
        found["meteor"].append(
            single_meteor_score(reference.split(), hypothesis.split(), wordnet=NoWordNet()))
    return found


class SplitMix:
    """The generator of the Swift code, so that both draw the same numbers."""
    WORD = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.WORD
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & self.WORD
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & self.WORD
        return mixed ^ (mixed >> 31)

    def choice(self, count, size, replace):
        import numpy
        return numpy.array([[self.next() * count >> 64 for _ in range(size[1])] for _ in range(size[0])])

    def integers(self, below, size, dtype):
        import numpy
        rows = []
        for _ in range(size[0]):
            row = []
            for segment in range(size[1]):
                if segment % 64 == 0:
                    coins = self.next()
                row.append(bool(coins & 1))
                coins >>= 1
            rows.append(row)
        return numpy.array(rows)


def significance(given):
    import numpy
    from sacrebleu import significance as sacrebleu_significance
    from sacrebleu.metrics import BLEU as Bleu, CHRF as Chrf, TER as Ter
    numpy.random.default_rng = lambda seed: SplitMix(given["seed"])
    systems = [("baseline", given["baseline"]), ("candidate", given["candidate"])]
    metrics = {"BLEU": Bleu(), "chrF2": Chrf(), "TER": Ter()}
    _, scores = sacrebleu_significance.PairedTest(
        systems, metrics, [given["references"]], test_type="bs", n_samples=given["resamples"])()
    return {
        name: [float(results[1].score - results[0].score), float(results[1].p_value)]
        for name, results in scores.items() if name != "System"}


def intervals(given):
    import numpy
    from scipy import stats
    found = {"bootstrap": [], "proportions": [], "mcnemar": []}
    for data in given["samples"]:
        data = numpy.array(data)
        drawn = SplitMix(given["seed"]).choice(len(data), (given["resamples"], len(data)), True)

        class Drawn:
            bootstrap_distribution = numpy.mean(data[drawn], axis=-1)

        row = []
        for method in ["percentile", "BCa"]:
            interval = stats.bootstrap(
                (data,), numpy.mean, n_resamples=0, method=method, bootstrap_result=Drawn(),
                confidence_level=given["level"], vectorized=True).confidence_interval
            row += [float(interval.low), float(interval.high)]
        found["bootstrap"].append(row)
    for successes, trials in given["proportions"]:
        test = stats.binomtest(successes, trials)
        row = []
        for method in ["wilson", "exact"]:
            interval = test.proportion_ci(given["level"], method)
            row += [float(interval.low), float(interval.high)]
        found["proportions"].append(row)
    for first, second in given["mcnemar"]:
        found["mcnemar"].append(
            float(stats.binomtest(first, first + second).pvalue) if first + second else 1.0)
    return found


def drift(given):
    import numpy
    from scipy import special, stats
    from scipy.spatial import distance
    found = {"kolmogorov": [], "stability": [], "divergence": [], "fisher": [], "gamma": []}
    for one, other in given["samples"]:
        test = stats.ks_2samp(one, other, method="asymp")
        pairs = len(one) * len(other) / (len(one) + len(other))
        found["kolmogorov"].append(
            [float(test.statistic), float(special.kolmogorov(test.statistic * pairs ** 0.5))])
    for one, other in given["counts"]:
        e, a = numpy.array(one) + 0.5, numpy.array(other) + 0.5
        e, a = e / e.sum(), a / a.sum()
        found["stability"].append(float(((a - e) * numpy.log(a / e)).sum()))
        found["divergence"].append(float(distance.jensenshannon(one, other, base=2) ** 2))
    for k, m, l, n in given["shares"]:
        table = [[l, n - l], [k, m - k]]
        found["fisher"].append(float(stats.fisher_exact(table, alternative="greater").pvalue))
    for a, x in given["gamma"]:
        found["gamma"].append(float(special.gammaincc(a, x)))
    return found


logging.disable(logging.CRITICAL)
part = {function.__name__: function
        for function in [metrics, labels, similarity, significance, intervals, drift]}[sys.argv[1]]
with open(sys.argv[2], encoding="utf-8") as file:
    answer = part(json.load(file))
with open(sys.argv[3], "w", encoding="utf-8") as file:
    json.dump(answer, file)
