"""Naive Bayes on texts: fitting a made-up corpus, and 20 Newsgroups by date
beside scikit-learn, from files to answers."""
import os
import subprocess
import tempfile

SYSTEM_PYTHON = "/usr/bin/python3"
HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = ("20news-bydate-train", "20news-bydate-test")


def add_corpus(bench):
    """Reads and fits plan.corpus_mb million bytes of CSV; then a little is
    predicted, which does not count."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("train", "test")]
        for path, size in zip(paths, (bench.plan.corpus_mb, 1)):
            with open(path + ".csv", "wb") as file:
                subprocess.run([bench.program("tests/bench/make-corpus"),
                                str(size)], stdout=file, check=True)
        line = bench.bench("bench-text", *(path + ".csv" for path in paths),
                           2)[0]
    bench.figures.add("text_fit_mb", line["fit_mb_per_second"], "MB/s",
                      "texts: reading and fitting, 2 threads")


def add_news(bench, folder):
    paths = [os.path.join(folder, part) for part in PARTS]
    ours = bench.bench("bench-text", *paths, 2, "latin-1")[0]
    theirs = bench.run_json(SYSTEM_PYTHON, f"{HERE}/bench-text-sklearn.py",
                            *paths)[0]
    if abs(ours["accuracy"] - theirs["accuracy"]) > 1e-6:
        raise OSError(f"20 Newsgroups: accuracy {ours['accuracy']}, of "
                      f"scikit-learn {theirs['accuracy']}")
    for name, line in (("", ours), ("sklearn_", theirs)):
        who = "scikit-learn, " if name else ""
        bench.figures.add(f"news_{name}seconds", line["all"], "s",
                          f"{who}20 Newsgroups: read, fit, predict")
        bench.figures.add(f"news_{name}memory_mb", line["memory_mb"], "MB",
                          f"{who}20 Newsgroups: memory, at most")


def add_ratios(ratios):
    ratios.add("news_vs_sklearn", "20 Newsgroups, against scikit-learn",
               "news_sklearn_seconds", "news_seconds")
    ratios.add("news_memory_vs_sklearn", "the same, scikit-learn's memory "
               "against ours", "news_sklearn_memory_mb", "news_memory_mb")


def find_news(folder):
    """The folder or None, and notes."""
    if folder is None:
        return None, ["20 Newsgroups is not measured: --news says where it is"]
    missing = [part for part in PARTS
               if not os.path.isdir(os.path.join(folder, part))]
    if missing:
        return None, [f"20 Newsgroups is not measured: no {missing[0]} in "
                      f"{folder}"]
    if subprocess.run([SYSTEM_PYTHON, "-c", "import sklearn"],
                      stderr=subprocess.DEVNULL).returncode != 0:
        return None, ["20 Newsgroups is not measured: scikit-learn is not "
                      "installed (python3-sklearn)"]
    return folder, []
