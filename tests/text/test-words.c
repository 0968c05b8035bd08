/* The fast ways to words against plain ones: bytes classified sixteen at a
 * time, runs of bits, words of texts that mix ASCII with anything, and blocks
 * that count them. */
#include <string.h>

#include "core/base/hash-key.h"
#include "core/base/rng.h"
#include "core/text/ascii-words.h"
#include "core/text/murmur3.h"
#include "core/text/term-gatherer.h"
#include "core/text/term-pack-private.h"
#include "core/text/unicode.h"

#define MAX_BYTES 300

static void
test_bytes (void)
{
  char text[MAX_BYTES] = { 0 }, lowered[MAX_BYTES], plain[MAX_BYTES];
  guint64 words[MAX_BYTES / 64 + 1], wide[MAX_BYTES / 64 + 1];
  guint64 plain_words[MAX_BYTES / 64 + 1], plain_wide[MAX_BYTES / 64 + 1];

  for (gsize n = 0; n < MAX_BYTES; n++)
    {
      gsize n_words = (n / 64 + 1) * sizeof (guint64);
      gboolean any;

      for (gsize i = 0; i < n; i++)
        text[i] = (char) ((n % 3 == 0 ? i * 7 + n : (i + n) % 128));
      any = ink_ascii_words (text, n, lowered, words, wide);
      g_assert_cmpint (any, ==,
                       ink_ascii_words_reference (text, n, plain, plain_words,
                                                  plain_wide));
      g_assert_cmpmem (lowered, n, plain, n);
      g_assert_cmpmem (words, n_words, plain_words, n_words);
      g_assert_cmpmem (wide, n_words, plain_wide, n_words);
    }
}

static gboolean
bit (const guint64 *bits, gsize i)
{
  return bits[i / 64] >> (i % 64) & 1;
}

static void
test_runs (void)
{
  static const guint64 sets[][3]
      = { { 0, 0, 0 }, { G_MAXUINT64, G_MAXUINT64, G_MAXUINT64 },
          { 1, 0, 3 }, { (guint64) 1 << 63, 1, 0 },
          { 0xff00ff0000f0f0f1u, G_MAXUINT64, 0x8000000000000001u } };

  for (guint s = 0; s < G_N_ELEMENTS (sets); s++)
    for (gsize n = 0; n <= 192; n++)
      {
        gsize at = 0, start, end, expected = 0;

        while (ink_bits_next_run (sets[s], n, &at, &start, &end))
          {
            g_assert_cmpuint (start, >=, expected);
            for (; expected < start; expected++)
              g_assert_false (bit (sets[s], expected));
            g_assert_cmpuint (end, >, start);
            g_assert_cmpuint (end, <=, n);
            for (; expected < end; expected++)
              g_assert_true (bit (sets[s], expected));
            g_assert_true (end == n || !bit (sets[s], end));
          }
        for (; expected < n; expected++)
          g_assert_false (bit (sets[s], expected));
      }
}

/* (?u)\b\w\w+\b of the lower-cased text, a space after each. */
static char *
plain_words_of (const char *text, GArray *sources)
{
  GString *words = g_string_new (NULL);
  InkLowerer lowerer;
  gsize begun = 0, source = 0, source_end = 0;
  guint n = 0;
  gunichar c;
  gboolean more;

  ink_lowerer_init (&lowerer, text, strlen (text));
  do
    {
      more = ink_lowerer_next (&lowerer, &c);
      if (more && ink_unicode_is_word (c))
        {
          if (n++ == 0)
            source = lowerer.start;
          source_end = lowerer.end;
          g_string_append_unichar (words, c);
          continue;
        }
      if (n < 2)
        g_string_truncate (words, begun);
      else
        {
          g_string_append_c (words, ' ');
          g_array_append_val (sources, source);
          g_array_append_val (sources, source_end);
        }
      begun = words->len;
      n = 0;
    }
  while (more);
  return g_string_free (words, FALSE);
}

static const char *const pieces[]
    = { "a", "Ab", "0", "_", " ", "  ", ".", "-", "'", "word", "WORD9",
        "ÄÖ", "é", "Σ", "ΑΣ", "İ", "Ⱥ", "中文", "…", "\u00a0", "\u0301", "ß",
        "a_very_long_word_that_is_longer_than_a_slot", "\xff", "\xe4\xb8",
        "Привет", ", ", "\n", "x y" };

static char *
random_text (InkRng *rng, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      guint limit = n % 2 == 0 ? G_N_ELEMENTS (pieces) : 11;

      g_string_append (text, pieces[ink_rng_below (rng, limit)]);
    }
  return g_string_free (text, FALSE);
}

static void
check_text (InkTokenizer *tokenizer, const char *text)
{
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree char *plain = plain_words_of (text, sources);
  gsize n;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n);

  g_assert_cmpstr (ink_tokenizer_string (tokenizer), ==, plain);
  g_assert_cmpuint (2 * n, ==, sources->len);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (tokens[i].source_start, ==,
                        g_array_index (sources, gsize, 2 * i));
      g_assert_cmpuint (tokens[i].source_end, ==,
                        g_array_index (sources, gsize, 2 * i + 1));
    }
}

static void
test_texts (void)
{
  g_autoptr (InkTokenizer) tokenizer = ink_tokenizer_new (INK_ANALYZER_WORD);
  InkRng rng = ink_rng (7, INK_STREAM_TEST, 0, 0);

  for (guint n = 0; n < 600; n++)
    {
      g_autofree char *text = random_text (&rng, n % 97);

      check_text (tokenizer, text);
    }
}

/* What a block counts of a text, and where it stands. */
static void
check_document (const InkTermBlock *block, const InkTermRows *rows, gsize d,
                const char *text, InkTokenizer *tokenizer)
{
  g_autoptr (GHashTable) counts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint32 first = d == 0 ? 0 : rows->ends[d - 1];
  gsize n, length;
  const InkToken *tokens = ink_tokenizer_run (tokenizer, text, &n);
  const char *string = ink_tokenizer_string (tokenizer);

  for (gsize i = 0; i < n; i++)
    {
      char *term = g_strndup (string + tokens[i].start,
                              tokens[i].end - tokens[i].start);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, term));

      g_hash_table_insert (counts, term, GUINT_TO_POINTER (count + 1));
    }
  g_assert_cmpuint (rows->ends[d] - first, ==, g_hash_table_size (counts));
  for (guint32 e = first; e < rows->ends[d]; e++)
    {
      const char *bytes
          = ink_term_block_term (block, rows->entries[e].term, &length);
      g_autofree char *term = g_strndup (bytes, length);

      g_assert_cmpuint (rows->entries[e].count, ==,
                        GPOINTER_TO_UINT (g_hash_table_lookup (counts, term)));
    }
}

static void
test_block (void)
{
  const InkTermRule rule = { INK_ANALYZER_WORD, 1, 1, NULL };
  g_autoptr (InkTermBlock) block = ink_term_block_new (&rule);
  g_autoptr (InkTokenizer) tokenizer = ink_tokenizer_new (INK_ANALYZER_WORD);
  InkRng rng = ink_rng (8, INK_STREAM_TEST, 0, 0);

  for (guint round = 0; round < 3; round++) /* forgets the round before */
    {
      char *texts[40];

      ink_term_block_begin (block);
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_autofree char *start = random_text (&rng, 60);
          GString *text = g_string_new (start);

          for (guint k = 0; k < 30; k++) /* new ones: the table grows */
            g_string_append_printf (text, " w%u",
                                    (guint) ink_rng_below (&rng, 2000));
          texts[i] = g_string_free (text, FALSE);
          g_assert_true (ink_term_block_add (block, texts[i],
                                             strlen (texts[i]), NULL));
        }
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          check_document (block, ink_term_block_rows (block), i, texts[i],
                          tokenizer);
          g_free (texts[i]);
        }
    }
}

/* Terms in order, with what is known of them; counts that are kept, or not; the
 * block's terms handed over at the end, or after each block. */
static void
check_gathering (gsize memory, guint full)
{
  static const char *const texts[] = { "bb aa bb", "", "cc aa", "bb dd" };
  static const guint32 labels[] = { 3, 0, 65, 3 };
  const InkTermRule rule = { INK_ANALYZER_WORD, 1, 1, NULL };
  const InkTermLimits limits = { { 1, FALSE }, { 0, FALSE }, 3 };
  g_autoptr (InkTermBlock) block = ink_term_block_new (&rule);
  g_autoptr (InkTermGatherer) gatherer = ink_term_gatherer_new (memory);
  g_autoptr (InkPool) pool = ink_pool_new (1);
  InkGatheredTerms terms;
  InkTermRows rows = { 0 };

  ink_term_block_set_full (block, full);
  for (guint b = 2; b-- > 0;) /* in any order */
    {
      ink_term_block_begin (block);
      for (guint i = 0; i < 2; i++)
        g_assert_true (ink_term_block_add (block, texts[2 * b + i],
                                           strlen (texts[2 * b + i]), NULL));
      g_assert_true (ink_term_gatherer_add (gatherer, b, block, labels + 2 * b,
                                            NULL));
    }
  g_assert_true (ink_term_gatherer_flush (gatherer, block, NULL));
  g_assert_true (ink_term_gatherer_finish (gatherer, &limits, 4, pool, &terms,
                                           NULL));
  g_assert_cmpuint (terms.n, ==, 3);
  g_assert_cmpuint (terms.document_frequency[0], ==, 2); /* aa */
  g_assert_cmpuint (terms.masks[0], ==, 1 << 3 | 1 << 1);
  g_assert_cmpuint (terms.masks[1], ==, 1 << 3); /* bb */
  g_assert_cmpint (ink_term_gatherer_has_rows (gatherer), ==, memory > 10);
  if (memory > 10)
    {
      ink_term_gatherer_rows (gatherer, 0, &rows);
      g_assert_cmpuint (rows.n, ==, 2);
      g_assert_cmpuint (rows.n_entries, ==, 2);
      g_assert_cmpuint (rows.ends[0], ==, 2);
      g_assert_cmpuint (rows.entries[0].term, ==, 1);
      g_assert_cmpuint (rows.entries[0].count, ==, 2);
      ink_term_gatherer_rows (gatherer, 1, &rows);
      g_assert_cmpuint (rows.n_entries, ==, 3);
      g_assert_cmpuint (rows.entries[0].term, ==, 2);
      g_assert_cmpuint (rows.entries[1].term, ==, 0);
      g_assert_cmpuint (ink_term_gatherer_n_documents (gatherer, 1), ==, 2);
      g_assert_cmpuint (ink_term_gatherer_n_entries (gatherer), ==, 6);
      ink_term_gatherer_document (gatherer, 1, 1, &rows); /* without dd */
      g_assert_cmpuint (rows.n, ==, 1);
      g_assert_cmpuint (rows.n_entries, ==, 1);
      g_assert_cmpuint (rows.entries[0].term, ==, 1);
    }
  ink_term_rows_clear (&rows);
  ink_vocabulary_free (terms.vocabulary);
  g_free (terms.document_frequency);
  g_free (terms.masks);
}

/* Known values of the hash, and scikit-learn's buckets of three words. */
static void
test_hash (void)
{
  g_autoptr (InkVocabulary) hashed = ink_vocabulary_new_hashed (1000);
  static const char text[] = "The quick brown fox jumps over the lazy dog";
  guint32 index = 0;

  g_assert_cmphex (ink_murmur3 ("", 0, 0), ==, 0);
  g_assert_cmphex (ink_murmur3 ("", 0, 1), ==, 0x514e28b7);
  g_assert_cmphex (ink_murmur3 ("hello", 5, 0), ==, 0x248bfa47);
  g_assert_cmphex (ink_murmur3 (text, strlen (text), 0), ==, 0x2e4ff723);
  g_assert_cmpuint (ink_vocabulary_count (hashed), ==, 1000);
  g_assert_true (ink_vocabulary_find (hashed, "hello", 5, &index));
  g_assert_cmpuint (index, ==, 0x248bfa47 % 1000);
}

/* Hashes are keyed, each process with numbers of its own; what is gathered does
 * not depend on them. */
static void
test_keys (void)
{
  guint64 before[2] = { ink_hash_keys[0], ink_hash_keys[1] };
  g_autofree char *own
      = g_strdup_printf ("*key %" G_GINT64_MODIFIER "x*", before[0]);
  guint32 hash = ink_vocabulary_hash ("collision", 9);

  if (g_test_subprocess ())
    {
      g_print ("key %" G_GINT64_MODIFIER "x\n", ink_hash_keys[0]);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*key *");
  g_test_trap_assert_stdout_unmatched (own);
  g_assert_cmphex (ink_hash_string ("bBbBbBbB"), !=,
                   ink_hash_string ("c!c!c!c!")); /* as g_str_hash() is not */
  g_assert_cmphex (g_str_hash ("bBbBbBbB"), ==, g_str_hash ("c!c!c!c!"));
  for (guint i = 0; i < 2; i++)
    {
      ink_hash_keys[i] += 0x123456789abcdef0u;
      g_assert_cmphex (ink_vocabulary_hash ("collision", 9), !=, hash);
      check_gathering (G_MAXSIZE, 1);
      test_block ();
      ink_hash_keys[i] = before[i];
    }
}

/* What falls into one bucket is counted together, in each document anew. */
static void
test_buckets (void)
{
  static const char *const texts[] = { "aa bb aa cc", "", "dd aa" };
  const InkTermRule rule = { INK_ANALYZER_WORD, 1, 1, NULL };
  g_autoptr (InkTermBlock) block = ink_term_block_new (&rule);
  g_autoptr (InkVocabulary) one = ink_vocabulary_new_hashed (1);
  const InkTermRows *rows;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (ink_term_block_add (block, texts[i], strlen (texts[i]),
                                       NULL));
  rows = ink_term_block_known (block, one);
  g_assert_cmpuint (rows->n, ==, 3);
  g_assert_cmpuint (rows->n_entries, ==, 2);
  g_assert_cmpuint (rows->entries[0].count, ==, 4);
  g_assert_cmpuint (rows->ends[1], ==, 1);
  g_assert_cmpuint (rows->entries[1].count, ==, 2);
}

/* Words whose lengths and gaps come in every place of 64 bytes. */
static void
test_single (void)
{
  g_autoptr (InkTokenizer) plain = ink_tokenizer_new (INK_ANALYZER_WORD);
  g_autoptr (InkTokenizer) single = ink_tokenizer_new (INK_ANALYZER_WORD);
  InkRng rng = ink_rng (5, INK_STREAM_TEST, 0, 0);
  char text[MAX_BYTES + 1] = { 0 };

  ink_tokenizer_set_single (single);
  for (gsize n = 0; n < MAX_BYTES; n++)
    {
      gsize n_plain, n_single;
      const InkToken *p, *s;

      for (gsize i = 0; i < n; i++)
        text[i] = "Ab_ "[ink_rng_below (&rng, n % 3 + 2)];
      p = ink_tokenizer_run_length (plain, text, n, &n_plain);
      s = ink_tokenizer_run_length (single, text, n, &n_single);
      g_assert_cmpuint (n_single, ==, n_plain);
      for (gsize i = 0; i < n_plain; i++)
        {
          g_assert_cmpuint (s[i].source_start, ==, p[i].source_start);
          g_assert_cmpuint (s[i].source_end, ==, p[i].source_end);
          g_assert_cmpmem (ink_tokenizer_string (single) + s[i].start,
                           s[i].end - s[i].start,
                           ink_tokenizer_string (plain) + p[i].start,
                           p[i].end - p[i].start);
        }
    }
}

static void
test_pack (void)
{
  static const guint32 numbers[] = {
    0,          1,          (1u << 14) - 1, 1u << 14, (1u << 30) - (1u << 14) - 1,
    (1u << 30) - (1u << 14), 1u << 30,       G_MAXUINT32 - 1
  };
  static const guint32 counts[]
      = { 1, 2, 3, 0xfffe, 0xffff, 0x10000, G_MAXUINT32 };
  InkTermRows rows = { 0 };
  TermScratch scratch = { 0 };
  TermPack pack;
  const guint8 *at;

  ink_term_rows_reserve (&rows, G_N_ELEMENTS (numbers) * G_N_ELEMENTS (counts));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint k = 0; k < G_N_ELEMENTS (counts); k++)
      rows.entries[rows.n_entries++] = (InkTermCount) { numbers[i], counts[k] };
  ink_term_rows_end_document (&rows);
  term_pack_init (&pack, &rows, &scratch);
  at = pack.bytes;
  g_assert_cmpuint (term_pack_read (&at), ==, rows.n_entries);
  for (gsize i = 0; i < rows.n_entries; i++)
    {
      InkTermCount entry = term_pack_read_entry (&at);

      g_assert_cmpuint (entry.term, ==, rows.entries[i].term);
      g_assert_cmpuint (entry.count, ==, rows.entries[i].count);
    }
  g_assert_cmpuint ((gsize) (at - pack.bytes) + TERM_PACK_SPARE, ==,
                    pack.n_bytes);
  g_free (pack.bytes);
  g_free (pack.starts);
  g_free (scratch.bytes);
  ink_term_rows_clear (&rows);
}

static void
test_gatherer (void)
{
  check_gathering (G_MAXSIZE, G_MAXUINT32);
  check_gathering (G_MAXSIZE, 1);
  check_gathering (8, G_MAXUINT32);
  check_gathering (8, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/words/bytes", test_bytes);
  g_test_add_func ("/core/words/runs", test_runs);
  g_test_add_func ("/core/words/texts", test_texts);
  g_test_add_func ("/core/words/single", test_single);
  g_test_add_func ("/core/words/pack", test_pack);
  g_test_add_func ("/core/words/block", test_block);
  g_test_add_func ("/core/words/gatherer", test_gatherer);
  g_test_add_func ("/core/words/hash", test_hash);
  g_test_add_func ("/core/words/keys", test_keys);
  g_test_add_func ("/core/words/buckets", test_buckets);
  return g_test_run ();
}
