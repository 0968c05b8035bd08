/* Wrong usage: exit status 2, one line that says what was wrong and where to
 * read more; and help that is there for every command. */
#include <string.h>

#include "tests/cli/cli-support.h"

typedef struct
{
  const char *line;
  const char *part; /* of the message */
} Case;

static const Case wrong[] = {
  { "", "a command is missing" },
  { "dance", "unknown command dance" },
  { "--dance", "unknown option --dance" },
  { "train", "is missing" },
  { "train lenet6 --data x --output y", "found 'lenet6'" },
  { "train lenet5", "--data is required" },
  { "train lenet5 --data x", "--output is required" },
  { "train lenet5 --data x --output y z", "unexpected argument 'z'" },
  { "train lenet5 --data x --output y --dance", "--dance" },
  { "train lenet5 --data x --output", "--output" },
  { "train lenet5 --data x --output y --epochs many", "found 'many'" },
  { "train lenet5 --data x --output y --epochs 0", "found '0'" },
  { "train lenet5 --data x --output y --epochs -1", "found '-1'" },
  { "train lenet5 --data x --output y --epochs 1e3", "found '1e3'" },
  { "train lenet5 --data x --output y --epochs 99999999999", "--epochs" },
  { "train lenet5 --data x --output y --batch-size 0", "--batch-size" },
  { "train lenet5 --data x --output y --learning-rate fast", "found 'fast'" },
  { "train lenet5 --data x --output y --learning-rate nan", "found 'nan'" },
  { "train lenet5 --data x --output y --learning-rate 0", "learning rate" },
  { "train lenet5 --data x --output y --momentum 1", "momentum" },
  { "train lenet5 --data x --output y --weight-decay -1", "weight decay" },
  { "train lenet5 --data x --output y --schedule never",
    "reduce-on-plateau, found 'never'" },
  { "train lenet5 --data x --output y --augment never",
    "elastic, found 'never'" },
  { "train lenet5 --data x --output y --calibration never",
    "temperature, found 'never'" },
  { "train lenet5 --data x --output y --non-digits 2", "non-digits" },
  { "train lenet5 --data x --output y --variations 65", "--variations" },
  { "train lenet5 --data x --output y --calibration temperature "
    "--validation-fraction 0",
    "calibration" },
  { "train lenet5 --data x --output y --precision fp64",
    "bf16, found 'fp64'" },
  { "train lenet5 --data x --output y --learning-rate 11",
    "at most 10, found 11" },
  { "train lenet5 --data x --output y --nesterov --no-nesterov", "both" },
  { "train lenet5 --data x --output y --nesterov --momentum 0", "nesterov" },
  { "train lenet5 --data x --output y --optimizer adam",
    "--optimizer: expected one of sgd, muon, found 'adam'" },
  { "train lenet5 --data x --output y --muon-learning-rate 0",
    "muon learning rate" },
  { "train lenet5 --data x --output y --muon-weight-decay 2",
    "muon weight decay" },
  { "train lenet5 --data x --output y --clip-norm -1", "clip norm" },
  { "train lenet5 --data x --output y --clip-norm some", "--clip-norm" },
  { "train lenet5 --data x --output y --label-smoothing 1",
    "label smoothing: expected at least 0 and less than 1, found 1" },
  { "train lenet5 --data x --output y --ema-decay 1", "ema decay" },
  { "train lenet5 --data x --output y --epochs 5 --warm-up 5",
    "warm-up: expected at least 0 and less than 5, found 5" },
  { "train lenet5 --data x --output y --warm-up -0.5", "warm-up" },
  { "train lenet5 --data x --output y --plateau-factor 1", "plateau factor" },
  { "train lenet5 --data x --output y --plateau-patience 0",
    "--plateau-patience" },
  { "train naive-bayes --data x --output y --nesterov", "--nesterov" },
  { "train lenet5 --data x --output y --recipe never", "never" },
  { "train lenet5 --data x --output y --threads 0", "--threads" },
  { "train lenet5 --data x --output y --seed -1", "--seed" },
  { "train lenet5 --data x --output y --validation-fraction 1", "fraction" },
  { "train lenet5 --data x --output y --alpha 1", "--alpha" },
  { "train lenet5 --data x --output y --quote none", "text data" },
  { "train naive-bayes --data x --output y --epochs 1", "--epochs" },
  { "train naive-bayes --data x --output y --alpha a", "found 'a'" },
  { "train naive-bayes --data x --output y --ngrams 2-1", "found '2-1'" },
  { "train naive-bayes --data x --output y --ngrams 1-2-3", "--ngrams" },
  { "train naive-bayes --data x --output y --ngrams -", "--ngrams" },
  { "train naive-bayes --data x --output y --min-df 0", "--min-df" },
  { "train naive-bayes --data x --output y --analyzer x", "--analyzer" },
  { "train naive-bayes --data x --output y --norm l3", "--norm" },
  { "train naive-bayes --data x --output y --encoding ebcdic", "ebcdic" },
  { "train naive-bayes --data x --output y --validation-fraction 2", "0.9" },
  { "evaluate", "MODEL is missing" },
  { "evaluate m", "--data is required" },
  { "evaluate m --data x --split middle", "found 'middle'" },
  { "evaluate m --data x --threads none", "--threads" },
  { "evaluate m --data x --bootstrap 99", "--bootstrap" },
  { "evaluate m --data x --level 1", "found '1'" },
  { "evaluate m --data x --seed -1", "--seed" },
  { "compare", "A is missing" },
  { "compare a", "B is missing" },
  { "compare a b", "--data is required" },
  { "compare a b c --data x", "unexpected argument 'c'" },
  { "compare a b --data x --split middle", "found 'middle'" },
  { "compare a b --data x --resamples 1", "--resamples" },
  { "compare a b --data x --level 0", "found '0'" },
  { "compare a b --data x --level nan", "--level" },
  { "predict", "MODEL is missing" },
  { "predict m", "INPUT is missing" },
  { "data", "is missing" },
  { "data dance", "found 'dance'" },
  { "data get", "NAME" },
  { "data info", "PATH" },
  { "data list x", "unexpected argument 'x'" },
  { "info", "MODEL is missing" },
  { "info a b", "unexpected argument 'b'" },
};

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (Run) run = run_cli (fixture, wrong[i].line);

      assert_failed (&run, 2, wrong[i].part);
      g_assert_nonnull (strstr (run.err, "--help"));
    }
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
}

static void
test_help (Fixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "--help", "naive Bayes" },
    { "-h", "Commands:" },
    { "train --help", "--weight-decay" },
    { "train lenet5 --help", "one-cycle" },
    { "train lenet5 --help", "--plateau-patience 5" },
    { "train naive-bayes --help", "--sublinear-tf" },
    { "evaluate --help", "--predictions" },
    { "compare --help", "--changed" },
    { "predict --help", "--json" },
    { "data --help", "--mirror" },
    { "info --help", "--json" },
    { "--version", "inkling-cli " INK_VERSION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) run = run_cli (fixture, cases[i].line);

      assert_done (&run);
      g_assert_nonnull (strstr (run.out, cases[i].part));
      g_assert_cmpstr (run.err, ==, "");
    }
}

/* A learner's own help leaves out the other learner's options. */
static void
test_help_of_a_learner (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) lenet5 = run_cli (fixture, "train lenet5 --help");
  g_auto (Run) bayes = run_cli (fixture, "train naive-bayes --help");

  g_assert_null (strstr (lenet5.out, "--ngrams"));
  g_assert_null (strstr (lenet5.out, "--text-column"));
  g_assert_null (strstr (bayes.out, "--epochs"));
  g_assert_nonnull (strstr (bayes.out, "--text-column"));
}

/* An instruction set that cannot be had is no silent default. */
static void
test_isa (Fixture *fixture, gconstpointer data)
{
  g_setenv ("INKLING_ISA", "sse9", TRUE);
  {
    g_auto (Run) run = run_cli (fixture, "data list");

    assert_failed (&run, 1, "INKLING_ISA: expected reference");
  }
  g_setenv ("INKLING_ISA", "reference", TRUE);
  {
    g_auto (Run) run = run_cli (fixture, "data list");

    assert_done (&run);
  }
  g_unsetenv ("INKLING_ISA");
}

static void
test_bf16 (Fixture *fixture, gconstpointer data)
{
  g_setenv ("INKLING_BF16", "fast", TRUE);
  {
    g_auto (Run) run = run_cli (fixture, "data list");

    assert_failed (&run, 1, "INKLING_BF16: expected convert, dot or tiles");
  }
  g_setenv ("INKLING_ISA", "baseline", TRUE);
  g_setenv ("INKLING_BF16", "tiles", TRUE);
  {
    g_auto (Run) run = run_cli (fixture, "data list");

    assert_failed (&run, 1, "has no tiles with baseline");
  }
  g_setenv ("INKLING_BF16", "convert", TRUE);
  {
    g_auto (Run) run = run_cli (fixture, "data list");

    assert_done (&run);
  }
  g_unsetenv ("INKLING_ISA");
  g_unsetenv ("INKLING_BF16");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/usage/wrong", test_wrong);
  add_test ("/cli/usage/help", test_help);
  add_test ("/cli/usage/help-of-a-learner", test_help_of_a_learner);
  add_test ("/cli/usage/isa", test_isa);
  add_test ("/cli/usage/bf16", test_bf16);
  return g_test_run ();
}
