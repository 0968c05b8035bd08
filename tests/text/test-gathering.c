/* What threads gather of a corpus, block by block, against plain counting:
 * terms that stay in a block for a while or for long, are forgotten after each,
 * or when many are new; large tables; kept counts and none; buckets. */
#include <string.h>

#include "core/base/rng.h"
#include "core/text/term-gatherer.h"

#define LARGE 530000u /* terms, whose table is not kept */

/* Texts of the words w0, w1, ... */
typedef struct
{
  GArray *words;   /* guint32: of all texts */
  GArray *ends;    /* guint32: each text's last word, plus one */
  guint32 n_words; /* all are below */
} Texts;

static Texts
texts_new (void)
{
  return (Texts) { g_array_new (FALSE, FALSE, sizeof (guint32)),
                   g_array_new (FALSE, FALSE, sizeof (guint32)), 0 };
}

static void
texts_clear (Texts *texts)
{
  g_array_unref (texts->words);
  g_array_unref (texts->ends);
}

static guint32
word_of (const Texts *texts, guint32 i)
{
  return g_array_index (texts->words, guint32, i);
}

static guint32
end_of (const Texts *texts, guint32 d)
{
  return d == G_MAXUINT32 ? 0 : g_array_index (texts->ends, guint32, d);
}

static void
add_word (Texts *texts, guint32 word)
{
  g_array_append_val (texts->words, word);
  texts->n_words = MAX (texts->n_words, word + 1);
}

static void
end_text (Texts *texts)
{
  g_array_append_val (texts->ends, texts->words->len);
}

/* @n texts of up to @longest words of @n_words. */
static void
add_random (Texts *texts, guint n, guint longest, guint32 n_words)
{
  InkRng rng = ink_rng (11, INK_STREAM_TEST, texts->ends->len, 0);

  for (; n > 0; n--)
    {
      for (guint k = (guint) ink_rng_below (&rng, longest + 1); k > 0; k--)
        add_word (texts, (guint32) ink_rng_below (
                             &rng, 1 + ink_rng_below (&rng, n_words)));
      end_text (texts);
    }
}

/* Words that are not in any text before. */
static void
add_new (Texts *texts, guint32 first, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    add_word (texts, first + i);
  end_text (texts);
}

static char *
spell (const Texts *texts, guint32 d)
{
  GString *string = g_string_new (NULL);

  for (guint32 i = end_of (texts, d - 1); i < end_of (texts, d); i++)
    g_string_append_printf (string, "w%x ", word_of (texts, i));
  return g_string_free (string, FALSE);
}

static guint32
label_of (guint32 d)
{
  return d % 67;
}

typedef struct
{
  guint n_threads, texts_a_block;
  guint32 full;
  gsize memory;
  guint32 n_buckets; /* 0: none */
} Way;

typedef struct
{
  const Texts *texts;
  const Way *way;
  InkTermGatherer *gatherer;
  InkTermBlock *blocks[4]; /* [threads] */
} Gathering;

static void
gather_cb (guint task, guint worker, gpointer user_data)
{
  Gathering *gathering = user_data;
  const Way *way = gathering->way;
  InkTermBlock *block = gathering->blocks[worker];
  guint32 d = task * way->texts_a_block;
  guint32 end = MIN (d + way->texts_a_block, gathering->texts->ends->len);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint32));

  ink_term_block_begin (block);
  for (; d < end; d++)
    {
      g_autofree char *text = spell (gathering->texts, d);
      guint32 label = label_of (d);

      g_array_append_val (labels, label);
      g_assert_true (ink_term_block_add (block, text, strlen (text), NULL));
    }
  g_assert_true (ink_term_gatherer_add (gathering->gatherer, task, block,
                                        (guint32 *) (void *) labels->data,
                                        NULL));
}

/* Each word's number among the terms, or G_MAXUINT32. */
static guint32 *
number_words (const Texts *texts, const InkVocabulary *vocabulary)
{
  guint32 *numbers = g_new (guint32, texts->n_words);

  for (guint32 w = 0; w < texts->n_words; w++)
    {
      char word[16];
      gsize length = (gsize) g_snprintf (word, sizeof word, "w%x", w);

      if (!ink_vocabulary_find (vocabulary, word, length, &numbers[w]))
        numbers[w] = G_MAXUINT32;
    }
  return numbers;
}

/* Text @d as a row: terms in the order in which they first come up. @places:
 * [n]: all 0, and left so. */
static void
count_text (const Texts *texts, guint32 d, const guint32 *numbers,
            guint32 *places, InkTermRows *row)
{
  row->n = row->n_entries = 0;
  ink_term_rows_reserve (row, end_of (texts, d) - end_of (texts, d - 1));
  for (guint32 i = end_of (texts, d - 1); i < end_of (texts, d); i++)
    {
      guint32 t = numbers[word_of (texts, i)];

      if (t == G_MAXUINT32)
        continue;
      if (places[t] == 0)
        {
          row->entries[row->n_entries++] = (InkTermCount) { t, 0 };
          places[t] = (guint32) row->n_entries;
        }
      row->entries[places[t] - 1].count++;
    }
  for (gsize e = 0; e < row->n_entries; e++)
    places[row->entries[e].term] = 0;
}

/* Text @d, text @place of @rows and alone, is @row. */
static void
check_kept (const Gathering *gathering, guint32 d, const InkTermRows *rows,
            const InkTermRows *row)
{
  guint size = gathering->way->texts_a_block;
  guint32 place = d % size;
  guint32 start = place == 0 ? 0 : rows->ends[place - 1];
  InkTermRows alone = { 0 };

  g_assert_cmpuint (rows->ends[place] - start, ==, row->n_entries);
  ink_term_gatherer_document (gathering->gatherer, d / size, place, &alone);
  g_assert_cmpuint (alone.n_entries, ==, row->n_entries);
  if (row->n_entries > 0)
    {
      gsize size_of_row = row->n_entries * sizeof *row->entries;

      g_assert_cmpmem (rows->entries + start, size_of_row, row->entries,
                       size_of_row);
      g_assert_cmpmem (alone.entries, size_of_row, row->entries, size_of_row);
    }
  ink_term_rows_clear (&alone);
}

static void
check_terms (const Gathering *gathering, const InkGatheredTerms *terms)
{
  const Texts *texts = gathering->texts;
  guint size = gathering->way->texts_a_block;
  gboolean kept = ink_term_gatherer_has_rows (gathering->gatherer);
  g_autofree guint32 *numbers = number_words (texts, terms->vocabulary);
  g_autofree guint32 *places = g_new0 (guint32, terms->n);
  g_autofree guint32 *frequencies = g_new0 (guint32, terms->n);
  g_autofree guint64 *masks = g_new0 (guint64, terms->n);
  InkTermRows row = { 0 }, rows = { 0 };

  for (guint32 d = 0; d < texts->ends->len; d++)
    {
      count_text (texts, d, numbers, places, &row);
      for (gsize e = 0; e < row.n_entries; e++)
        {
          frequencies[row.entries[e].term]++;
          masks[row.entries[e].term] |= (guint64) 1 << (label_of (d) % 64);
        }
      if (kept && d % size == 0)
        ink_term_gatherer_rows (gathering->gatherer, d / size, &rows);
      if (kept)
        check_kept (gathering, d, &rows, &row);
    }
  for (guint32 t = 0; t < terms->n; t++)
    {
      g_assert_cmpuint (terms->document_frequency[t], ==, frequencies[t]);
      g_assert_cmphex (terms->masks[t], ==, masks[t]);
    }
  ink_term_rows_clear (&row);
  ink_term_rows_clear (&rows);
}

/* A limit that falls between two totals, and the lowest total above it. */
static guint32
choose_limit (const Texts *texts, guint64 *lowest)
{
  g_autofree guint32 *totals = g_new0 (guint32, texts->n_words);
  g_autofree guint32 *n_of = g_new0 (guint32, texts->words->len + 1);
  guint32 n = 0, limit = 0;

  for (guint32 i = 0; i < texts->words->len; i++)
    totals[word_of (texts, i)]++;
  for (guint32 w = 0; w < texts->n_words; w++)
    if (totals[w] > 0)
      {
        n_of[totals[w]]++;
        n++;
      }
  *lowest = texts->words->len + 1;
  while (limit + n_of[*lowest - 1] < MAX (n / 2, 1))
    limit += n_of[--*lowest];
  return limit;
}

static void
check_limit (const Texts *texts, const InkGatheredTerms *terms, guint64 lowest)
{
  g_autofree guint32 *numbers = number_words (texts, terms->vocabulary);
  g_autofree guint64 *totals = g_new0 (guint64, terms->n);

  for (guint32 i = 0; i < texts->words->len; i++)
    if (numbers[word_of (texts, i)] != G_MAXUINT32)
      totals[numbers[word_of (texts, i)]]++;
  for (guint32 t = 0; t < terms->n; t++)
    g_assert_cmpuint (totals[t], >=, lowest);
}

/* @limited: to the terms that occur most. */
static void
check (const Texts *texts, const Way *way, gboolean limited)
{
  const InkTermRule rule = { INK_ANALYZER_WORD, 1, 1, NULL };
  InkTermLimits limits = { .min_df = { 1, FALSE } };
  g_autoptr (InkPool) pool = ink_pool_new (way->n_threads);
  g_autoptr (InkTermGatherer) gatherer
      = way->n_buckets == 0
            ? ink_term_gatherer_new (way->memory)
            : ink_term_gatherer_new_hashed (way->memory, way->n_buckets);
  Gathering gathering = { texts, way, gatherer, { NULL } };
  guint n_blocks = (texts->ends->len - 1) / way->texts_a_block + 1;
  InkGatheredTerms terms;
  guint64 lowest = 0;

  if (limited)
    limits.max_features = choose_limit (texts, &lowest);
  for (guint i = 0; i < way->n_threads; i++)
    {
      gathering.blocks[i] = ink_term_block_new (&rule);
      ink_term_block_set_full (gathering.blocks[i], way->full);
    }
  ink_pool_run (pool, n_blocks, gather_cb, &gathering);
  for (guint i = 0; i < way->n_threads; i++)
    {
      g_assert_true (
          ink_term_gatherer_flush (gatherer, gathering.blocks[i], NULL));
      ink_term_block_free (gathering.blocks[i]);
    }
  g_assert_true (ink_term_gatherer_finish (gatherer, &limits, texts->ends->len,
                                           pool, &terms, NULL));
  g_assert_cmpint (ink_term_gatherer_has_rows (gatherer), ==, way->memory > 9);
  if (limited)
    {
      g_assert_cmpuint (terms.n, ==, limits.max_features);
      check_limit (texts, &terms, lowest);
    }
  check_terms (&gathering, &terms);
  ink_vocabulary_free (terms.vocabulary);
  g_free (terms.document_frequency);
  g_free (terms.masks);
}

static void
test_blocks (void)
{
  static const Way ways[] = {
    { 1, 7, G_MAXUINT32, G_MAXSIZE, 0 },  { 3, 7, G_MAXUINT32, G_MAXSIZE, 0 },
    { 3, 5, 1, G_MAXSIZE, 0 },            { 3, 11, 150, G_MAXSIZE, 0 },
    { 2, 40, 150, 9, 0 },                 { 3, 7, 150, G_MAXSIZE, 31 },
    { 2, 7, G_MAXUINT32, 9, 1000 },
  };
  Texts texts = texts_new ();

  add_random (&texts, 400, 30, 300);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      check (&texts, &ways[i], FALSE);
      if (ways[i].n_buckets == 0)
        check (&texts, &ways[i], TRUE);
    }
  texts_clear (&texts);
}

/* Texts of new words: the terms are forgotten before they are many. */
static void
test_new_words (void)
{
  static const Way way = { 1, 2, G_MAXUINT32, G_MAXSIZE, 0 };
  Texts texts = texts_new ();

  for (guint32 i = 0; i < 20; i++)
    {
      add_new (&texts, 5000 * i, 5000);
      add_random (&texts, 1, 500, 100000);
    }
  check (&texts, &way, FALSE);
  texts_clear (&texts);
}

/* One text takes a table that is not kept. */
static void
test_large_text (void)
{
  const InkTermRule rule = { INK_ANALYZER_WORD, 1, 1, NULL };
  g_autoptr (InkTermBlock) block = ink_term_block_new (&rule);
  g_autoptr (GString) large = g_string_new (NULL);
  const InkTermRows *rows = ink_term_block_rows (block);

  for (guint32 i = 0; i < LARGE; i++)
    {
      char word[] = "w00000 ";

      for (guint k = 0; k < 5; k++)
        word[5 - k] = "0123456789abcdef"[i >> 4 * k & 15];
      g_string_append_len (large, word, sizeof word - 1);
    }
  for (guint round = 0; round < 2; round++)
    {
      ink_term_block_begin (block);
      g_assert_true (ink_term_block_add (block, "w00007 w00007 ab", 16, NULL));
      if (round == 0)
        g_assert_true (ink_term_block_add (block, large->str, large->len,
                                           NULL));
      g_assert_cmpuint (ink_term_block_n_terms (block), ==,
                        round == 0 ? LARGE + 1 : 2);
      g_assert_cmpuint (rows->entries[0].term, ==, 0);
      g_assert_cmpuint (rows->entries[0].count, ==, 2);
      g_assert_cmpuint (rows->entries[1].term, ==, 1);
      g_assert_cmpuint (rows->ends[0], ==, 2);
    }
  g_assert_true (ink_term_block_add (block, "ab", 2, NULL));
  g_assert_cmpuint (rows->entries[2].term, ==, 1);
}

/* When it is full: by terms that are asked for, or by many that are new. */
static void
test_full (void)
{
  const InkTermRule rule = { INK_ANALYZER_WORD, 1, 1, NULL };
  g_autoptr (InkTermBlock) block = ink_term_block_new (&rule);
  Texts texts = texts_new ();
  g_autofree char *new = NULL, *known = NULL;

  add_new (&texts, 0, 70000);
  add_random (&texts, 1, 30, 300);
  new = spell (&texts, 0);
  known = spell (&texts, 1);
  for (guint i = 0; i < 4; i++)
    g_assert_true (ink_term_block_add (block, new, strlen (new), NULL));
  g_assert_false (ink_term_block_is_full (block)); /* a fourth is new */
  ink_term_block_begin (block);
  g_assert_true (ink_term_block_add (block, known, strlen (known), NULL));
  g_assert_cmpuint (ink_term_block_n_terms (block), ==, 70000);
  g_assert_false (ink_term_block_is_full (block)); /* none is */
  ink_term_block_set_full (block, 60000);
  g_assert_true (ink_term_block_is_full (block));
  ink_term_block_begin (block);
  g_assert_cmpuint (ink_term_block_n_terms (block), ==, 0);
  ink_term_block_set_full (block, G_MAXUINT32);
  g_assert_true (ink_term_block_add (block, new, strlen (new), NULL));
  g_assert_true (ink_term_block_is_full (block)); /* all are */
  texts_clear (&texts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/gathering/blocks", test_blocks);
  g_test_add_func ("/core/gathering/new-words", test_new_words);
  g_test_add_func ("/core/gathering/large-text", test_large_text);
  g_test_add_func ("/core/gathering/full", test_full);
  return g_test_run ();
}
