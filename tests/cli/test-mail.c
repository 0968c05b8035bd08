/* Of mails subject and body count, decoded: with --mail, and wherever a model
 * is shown texts that learnt from mails. The words of the test mails are there
 * only in encodings; what is there in plain speaks for the other class. */
#include <string.h>

#include "tests/cli/cli-support.h"

static const char training[]
    = "{\"label\":\"ham\",\"text\":\"From: a\\nSubject: lunch\\n\\nsoup\"}\n"
      "{\"label\":\"spam\",\"text\":\"From: b\\nSubject: prize\\n\\ncash\"}\n";

static const char testing[]
    = "{\"label\":\"ham\",\"text\":\"Subject: =?utf-8?q?=6Cunch?=\\n"
      "Content-Type: text/html\\n\\n<p title='prize cash'>s&#111;up</p>\"}\n"
      "{\"label\":\"spam\",\"text\":\"X-Note: lunch\\nSubject: "
      "=?utf-8?B?cHJpemU=?=\\nContent-Transfer-Encoding: base64\\n\\n"
      "Y2FzaA==\\n\"}\n";

static const char mail[] = "Subject: =?utf-8?B?cHJpemU=?=\n"
                           "Content-Transfer-Encoding: base64\n\nY2FzaA==\n";

#define TRAIN "train naive-bayes --quiet --calibration-folds 0 --data "

static void
check_done (Fixture *fixture, const char *line, const char *part)
{
  g_auto (Run) run = run_cli (fixture, line);

  assert_done (&run);
  if (strstr (run.out, part) == NULL)
    g_test_message ("%s", run.out);
  g_assert_nonnull (strstr (run.out, part));
}

/* Model m.st of mails, and raw.st of all their bytes. */
static void
make_files (Fixture *fixture)
{
  fixture_write (fixture, "train.jsonl", training, strlen (training));
  fixture_write (fixture, "test.jsonl", testing, strlen (testing));
  fixture_write (fixture, "mail.eml", mail, strlen (mail));
  check_done (fixture, TRAIN "train.jsonl --mail --output m.st",
              "2 classes, 4 features");
  check_done (fixture, TRAIN "train.jsonl --output raw.st",
              "2 classes, 6 features");
}

static void
test_predict (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) raw = { 0 };
  g_auto (Run) flag = { 0 };
  g_auto (Run) own = { 0 };

  make_files (fixture);
  own = run_cli (fixture, "predict m.st mail.eml");
  assert_done (&own);
  g_assert_true (g_str_has_prefix (own.out, "spam\t"));
  raw = run_cli (fixture, "predict raw.st mail.eml");
  assert_done (&raw);
  g_assert_nonnull (strstr (raw.out, "unsure"));
  flag = run_cli (fixture, "predict raw.st --mail mail.eml");
  assert_done (&flag);
  g_assert_true (g_str_has_prefix (flag.out, "spam\t"));
  check_done (fixture, "predict m.st --text Subject:\n\nsoup", "ham\t");
  check_done (fixture, "predict m.st --text Subject:=?utf-8?B?cHJpemU=?=\n\n",
              "spam\t");
}

static void
test_bad_lines (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) refused = { 0 };
  g_auto (Run) skipping = { 0 };

  make_files (fixture);
  refused = run_cli_input (fixture, "soup\n\xff\ncash\n",
                           "predict m.st --encoding utf-8 -");
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_nonnull (strstr (refused.err, "line 2: expected UTF-8"));
  skipping
      = run_cli_input (fixture, "soup\n\xff\ncash\n",
                       "predict m.st --encoding utf-8 --skip-bad-rows -");
  assert_done (&skipping);
  g_assert_cmpuint (count_lines (skipping.out), ==, 2);
  g_assert_nonnull (strstr (skipping.err, "1 row skipped; the first: "));
}

static void
test_calibrate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new (NULL);

  make_files (fixture);
  for (guint i = 0; i < 12; i++)
    g_string_append (many, testing);
  fixture_write (fixture, "many.jsonl", many->str, (gssize) many->len);
  check_done (fixture, "calibrate m.st --data many.jsonl --output c.st",
              "accuracy     100.00 %");
  check_done (fixture, "info c.st", "mail                 true");
}

static void
test_measure (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) compare = { 0 };

  make_files (fixture);
  check_done (fixture, "evaluate m.st --data test.jsonl", "accuracy  100.00 %");
  check_done (fixture, "evaluate raw.st --data test.jsonl", "accuracy  0.00 %");
  check_done (fixture, "evaluate raw.st --data test.jsonl --mail",
              "accuracy  100.00 %");
  check_done (fixture, "compare m.st m.st --data test.jsonl --resamples 100",
              "100.00");
  compare = run_cli (fixture,
                     "compare raw.st m.st --data test.jsonl --resamples 100");
  assert_done (&compare);
  g_assert_nonnull (strstr (compare.err, "as model B learnt them"));
  g_assert_nonnull (strstr (compare.out, "B  100.00 %"));
}

/* Models that are made of others go on reading so. */
static void
test_derive (Fixture *fixture, gconstpointer data)
{
  static const char *const models[] = { "learned.st", "merged.st", "given.st" };

  make_files (fixture);
  check_done (fixture, "learn m.st --data test.jsonl --output learned.st",
              "features     4, 0 of them new");
  check_done (fixture, "learn m.st --text Subject:=?utf-8?B?cHJpemU=?=\n\n "
                       "--label spam --output other.st",
              "features     4, 0 of them new");
  check_done (fixture, "merge m.st learned.st --output merged.st",
              "2 classes, 4 features");
  check_done (fixture, TRAIN "test.jsonl --dictionary m.st --output given.st",
              "accuracy 100.00 %");
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *line = g_strconcat ("evaluate ", models[i],
                                           " --data test.jsonl", NULL);

      check_done (fixture, line, "accuracy  100.00 %");
    }
  check_done (fixture, "info given.st", "mail                 true");
  check_done (fixture, "merge m.st raw.st --output both.st", "6 features");
  check_done (fixture, "evaluate both.st --data test.jsonl",
              "accuracy  0.00 %");
}

/* Folds have no model to ask. */
static void
test_folds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *twice = g_strconcat (training, testing, NULL);

  fixture_write (fixture, "all.jsonl", twice, strlen (twice));
  check_done (fixture, "cross-validate naive-bayes --data all.jsonl --mail "
                       "--folds 2 -q",
              "accuracy  100.00 %");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/cli/mail/predict", test_predict);
  add_test ("/cli/mail/bad-lines", test_bad_lines);
  add_test ("/cli/mail/calibrate", test_calibrate);
  add_test ("/cli/mail/measure", test_measure);
  add_test ("/cli/mail/derive", test_derive);
  add_test ("/cli/mail/folds", test_folds);
  return g_test_run ();
}
