/* Training on a source is training on the texts, to the bit: in one pass or
 * two, on any threads; and so is reading. */
#include "core/base/error.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes-merge.h"
#include "core/model/naive-bayes-source.h"
#include "tests/data/temp-folder.h"
#include "tests/model/made-texts.h"
#include "tests/support/slow-build.h"

static const char *const three[] = { "cedar", "apple", "birch", NULL };

/* One class is too large to be added up by one of three threads. */
static const char *const uneven[]
    = { "cedar", "cedar", "apple", "cedar", "cedar", NULL };

typedef struct
{
  char *folder;
  char *file;
} Fixture;

static void
write_texts (Fixture *f, guint n, const char *const *classes)
{
  g_auto (MadeTexts) made = made_texts (5, n, classes, 0, 3000);
  g_autoptr (GString) csv = g_string_new ("label,text\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (csv, "%s,%s\n",
                            (const char *) made.labels->pdata[i],
                            (const char *) made.texts->pdata[i]);
  f->folder = temp_folder_new ();
  f->file = temp_folder_write (f->folder, "texts.csv", csv->str, csv->len);
}

static void
fixture_clear (Fixture *f)
{
  temp_folder_remove (f->folder);
  g_free (f->folder);
  g_free (f->file);
}

static InkTextSet *
load (const Fixture *f)
{
  g_autoptr (GError) error = NULL;
  InkTextSet *set = ink_dataset_load_texts (f->file, INK_SPLIT_TRAIN, NULL,
                                            NULL, &error);

  g_assert_no_error (error);
  return set;
}

static InkTextSource *
open_source (const Fixture *f)
{
  g_autoptr (GError) error = NULL;
  InkTextSource *source
      = ink_text_source_open (f->file, INK_SPLIT_TRAIN, NULL, &error);

  g_assert_no_error (error);
  return source;
}

static void
assert_same (const InkModel *a, const InkModel *b)
{
  static const char *const names[]
      = { "class_count", "feature_count", "document_frequency", "vocabulary",
          "vocabulary_offsets" };
  g_autoptr (InkState) x = ink_model_to_state (a, NULL);
  g_autoptr (InkState) y = ink_model_to_state (b, NULL);

  g_assert_cmpuint (ink_model_n_classes (a), ==, ink_model_n_classes (b));
  for (guint c = 0; c < ink_model_n_classes (a); c++)
    g_assert_cmpstr (ink_model_class_names (a)[c], ==,
                     ink_model_class_names (b)[c]);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const InkStateTensor *first = ink_state_find (x, names[i]);
      const InkStateTensor *second = ink_state_find (y, names[i]);

      g_assert_true (first == NULL
                         ? second == NULL && i > 2 /* hashed */
                         : g_bytes_equal (first->data, second->data));
    }
}

static void
check_training (guint n, const char *const *classes,
                const InkNaiveBayesOptions *options)
{
  static const struct
  {
    guint threads;
    gsize memory;
  } ways[] = { { 1, 100 }, { 3, 0 }, { 3, 100 }, { 1, 600u << 10 } };
  Fixture f;
  g_autoptr (InkTextSet) set = NULL;
  g_autoptr (InkModel) expected = NULL;
  g_autoptr (GError) error = NULL;

  write_texts (&f, n, classes);
  set = load (&f);
  expected = ink_naive_bayes_train_on (set, options, 1, &error);
  g_assert_no_error (error);
  for (guint i = IS_THREAD_BUILD ? 1 : 0; i < G_N_ELEMENTS (ways); i++)
    {
      const InkNaiveBayesTraining training
          = { .n_threads = ways[i].threads, .memory = ways[i].memory };
      g_autoptr (InkTextSource) source = open_source (&f);
      g_autoptr (InkModel) model
          = ink_naive_bayes_train_source (source, options, &training, &error);

      g_assert_no_error (error);
      assert_same (expected, model);
      g_assert_cmpuint (ink_text_source_count (source), ==, n);
    }
  fixture_clear (&f);
}

static void
test_same (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  check_training (12000, three, &options);
  check_training (2000, uneven, &options);
  options.ngram_max = 2;
  options.min_df.value = 2;
  options.max_features = 2000;
  options.compact = TRUE;
  options.sublinear_tf = TRUE;
  check_training (2000, three, &options);
  options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  options.hash_features = 500;
  check_training (2000, three, &options);
}

/* More than a term's mask has bits. */
static void
test_many_classes (void)
{
  g_auto (GStrv) classes = g_new0 (char *, 71);

  for (guint i = 0; i < 70; i++)
    classes[i] = g_strdup_printf ("class %02u", (i * 37) % 70);
  check_training (700, (const char *const *) classes,
                  &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
}

static void
test_read (void)
{
  Fixture f;
  g_autoptr (InkTextSet) set = NULL;
  g_autoptr (InkTextSource) source = NULL;
  g_autoptr (InkModel) model = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree double *p = NULL;
  g_autofree const char **texts = NULL;
  g_autofree char *hash = NULL;
  guint n_right = 0;

  write_texts (&f, 12000, three);
  set = load (&f);
  source = open_source (&f);
  model = ink_naive_bayes_train_source (
      source, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL, &error);
  g_assert_no_error (error);
  texts = g_new (const char *, ink_text_set_count (set));
  for (guint i = 0; i < ink_text_set_count (set); i++)
    texts[i] = ink_text_set_text (set, i);
  p = g_new (double, ink_text_set_count (set) * 3);
  ink_model_predict_texts (model, texts, ink_text_set_count (set), 1, p);
  for (guint i = 0; i < ink_text_set_count (set); i++)
    {
      const double *row = p + 3 * i;
      guint best = row[1] > row[0] ? 1 : 0;

      best = row[2] > row[best] ? 2 : best;
      n_right += best == ink_text_set_labels (set)[i];
    }
  hash = ink_text_set_hash (set);
  for (guint threads = IS_THREAD_BUILD ? 3 : 1; threads <= 3; threads += 2)
    {
      const InkNaiveBayesTraining training = { .n_threads = threads };
      const InkSourceReadingWishes wishes = { TRUE, 5000 };
      g_auto (InkSourceReading) reading = { 0 };

      g_assert_true (ink_text_source_rewind (source, &error));
      g_assert_true (ink_naive_bayes_read_source (model, source,
                                                  &wishes, &training, &reading,
                                                  &error));
      g_assert_cmpuint (reading.n, ==, 12000);
      g_assert_cmpuint (reading.n_right, ==, n_right);
      g_assert_cmpuint (reading.n_unknown, ==, 0);
      g_assert_cmpstr (reading.hash, ==, hash);
      g_assert_cmpuint (ink_text_set_count (reading.sample), ==, 3);
      for (guint i = 0; i < 3; i++)
        {
          g_assert_cmpstr (ink_text_set_text (reading.sample, i), ==,
                           ink_text_set_text (set, 5000 * i));
          g_assert_cmpuint (ink_text_set_labels (reading.sample)[i], ==,
                            ink_text_set_labels (set)[5000 * i]);
        }
    }
  fixture_clear (&f);
}

static gboolean
give_up_cb (double fraction, gpointer user_data, GError **error)
{
  guint *left = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  return (*left)-- > 0
         || ink_error_set (error, INK_ERROR_CANCELLED, "given up");
}

static void
test_give_up (void)
{
  Fixture f;

  write_texts (&f, 500, three);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (InkTextSource) source = open_source (&f);
      g_autoptr (GError) error = NULL;
      guint left = 0;
      const InkNaiveBayesTraining training
          = { .n_threads = 1 + i, .watch = give_up_cb, .watch_data = &left };

      g_assert_null (ink_naive_bayes_train_source (
          source, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, &training, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_CANCELLED);
    }
  fixture_clear (&f);
}

typedef struct
{
  const char *file;
  guint n;     /* calls */
  double told; /* by the last one */
} Changing;

static void
change (Changing *changing)
{
  FILE *file = fopen (changing->file, "a");

  g_assert_cmpint (fputs ("apple,one more\n", file), >=, 0);
  fclose (file);
}

/* One call for each of two blocks, and one after their second round, since each
 * waits until the next is due. */
static gboolean
change_cb (double fraction, gpointer user_data, GError **error)
{
  Changing *changing = user_data;

  changing->told = fraction;
  if (changing->n++ < 2)
    g_usleep (100000);
  else
    change (changing);
  return TRUE;
}

/* After the last round; every call waits until the next is due. */
static gboolean
change_last_cb (double fraction, gpointer user_data, GError **error)
{
  g_usleep (100000);
  if (fraction > 0.99)
    change (user_data);
  return TRUE;
}

/* Behind the last block that the second pass takes, too. */
static void
test_changed (void)
{
  Fixture f;
  g_autoptr (InkTextSource) source = NULL;
  g_autoptr (GError) error = NULL;
  Changing changing = { 0 };
  const InkNaiveBayesTraining training = {
    .n_threads = 1, .memory = 100, .watch = change_cb, .watch_data = &changing
  };

  write_texts (&f, 12000, three);
  changing.file = f.file;
  source = open_source (&f);
  g_assert_null (ink_naive_bayes_train_source (
      source, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, &training, &error));
  g_assert_cmpuint (changing.n, ==, 3);
  g_assert_cmpfloat (changing.told, ==, 1); /* the round that is done */
  assert_says (error, INK_ERROR_MISMATCH, "found it changed");
  fixture_clear (&f);
}

static void
test_changed_with (void)
{
  Fixture f;
  g_autoptr (InkTextSource) source = NULL;
  g_autoptr (InkModel) dictionary = NULL;
  g_autoptr (GError) error = NULL;
  Changing changing = { 0 };
  const InkNaiveBayesTraining training
      = { .n_threads = 1, .watch = change_last_cb, .watch_data = &changing };

  write_texts (&f, 12000, three);
  changing.file = f.file;
  source = open_source (&f);
  dictionary = ink_naive_bayes_train_source (
      source, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ink_text_source_rewind (source, &error));
  g_assert_null (ink_naive_bayes_train_source_with (
      source, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, dictionary, &training,
      &error));
  assert_says (error, INK_ERROR_MISMATCH, "found it changed");
  fixture_clear (&f);
}

static void
assert_fails (const char *csv, const InkNaiveBayesOptions *options,
              InkError code, const char *word)
{
  Fixture f = { temp_folder_new (), NULL };
  g_autoptr (InkTextSource) source = NULL;
  g_autoptr (GError) error = NULL;

  f.file = temp_folder_write (f.folder, "t.csv", csv, strlen (csv));
  source = open_source (&f);
  g_assert_null (ink_naive_bayes_train_source (source, options, NULL, &error));
  g_assert_error (error, INK_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, word));
  fixture_clear (&f);
}

static void
test_errors (void)
{
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  const double prior[] = { 0.5, 0.25, 0.25 };
  g_autoptr (GString) late = NULL;

  assert_fails ("label,text\na,one two\na,three\n", &options,
                INK_ERROR_MISMATCH, "t.csv: expected texts of two classes");
  assert_fails ("label,text\na,. .\nb,-\n", &options, INK_ERROR_MISMATCH,
                "terms");
  /* behind what is looked at to begin with */
  late = g_string_new ("label,text\n");
  for (guint i = 0; i < 30000; i++)
    g_string_append (late, "a,one two three four five six seven\n");
  g_string_append (late, "c\n");
  assert_fails (late->str, &options, INK_ERROR_FORMAT, "line 30002");
  options.alpha = -1;
  assert_fails ("label,text\na,one\nb,two\n", &options, INK_ERROR_ARGUMENT,
                "alpha");
  options.alpha = 1;
  options.prior = INK_PRIOR_GIVEN;
  options.class_prior = prior;
  options.n_class_prior = 3;
  assert_fails ("label,text\na,one\nb,two\n", &options, INK_ERROR_MISMATCH,
                "prior");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/naive-bayes/source/same", test_same);
  g_test_add_func ("/core/naive-bayes/source/many-classes",
                   test_many_classes);
  g_test_add_func ("/core/naive-bayes/source/read", test_read);
  g_test_add_func ("/core/naive-bayes/source/give-up", test_give_up);
  g_test_add_func ("/core/naive-bayes/source/changed", test_changed);
  g_test_add_func ("/core/naive-bayes/source/changed-with-dictionary",
                   test_changed_with);
  g_test_add_func ("/core/naive-bayes/source/errors", test_errors);
  return g_test_run ();
}
