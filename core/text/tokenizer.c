/* Texts to tokens, as scikit-learn 1.2's CountVectorizer has them:
 *   word: maximal runs of two or more \w characters of the lower-cased text
 *   char: the characters of the lower-cased text, each run of two or more
 *         spaces made one U+0020 first
 *   char_wb: the characters of each word between spaces, with a space before
 *         and after, each word a stretch of its own
 *   icu:  the words ICU's root rules find in the lower-cased text (Chinese and
 *         Japanese by dictionary), those of punctuation and space left out
 * Tokens are written one after the other into one string, so that an n-gram
 * needs no copy. */
#include "core/text/tokenizer.h"

#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "core/text/ascii-tokens-private.h"
#include "core/text/ascii-words.h"
#include "core/text/unicode.h"

#define HAN_SHARE 0.3
#define MAX_LETTERS_READ 1000000
#define SPARE 64 /* bytes behind a string that are there to be read */

struct _InkTokenizer
{
  InkAnalyzer analyzer;
  GString *string;
  InkToken *tokens;
  gsize n_tokens, max_tokens;
  GArray *stretches; /* gsize: the end of each, in tokens */
  const InkVocabulary *stop_words;
  gboolean single;

  /* WORD only */
  gboolean in_lower; /* the tokens stand in lower, else in string */
  char *lower;    /* the text with A to Z in lower case */
  guint64 *words, *wide; /* see ink_ascii_words() */
  gsize max_lower;

  /* ICU only */
  UBreakIterator *breaks;
  GString *lowered;
  GArray *sources; /* InkToken's source_start, source_end of each byte */
};

typedef struct
{
  gsize start, end;
} Span;

static const char *const analyzer_names[]
    = { "auto", "word", "char", "icu", "char_wb" };

const char *
ink_analyzer_name (InkAnalyzer analyzer)
{
  g_return_val_if_fail ((guint) analyzer < G_N_ELEMENTS (analyzer_names), NULL);
  return analyzer_names[analyzer];
}

gboolean
ink_analyzer_from_name (const char *name, InkAnalyzer *analyzer)
{
  for (guint i = 0; i < G_N_ELEMENTS (analyzer_names); i++)
    if (g_strcmp0 (name, analyzer_names[i]) == 0)
      {
        *analyzer = (InkAnalyzer) i;
        return TRUE;
      }
  return FALSE;
}

/* The ASCII bytes that @text begins with, and the letters among them. */
static gsize
count_ascii (const char *text, gsize length, gsize *letters)
{
  gsize i = 0;

  for (; i < length && (guint8) text[i] < 0x80; i++)
    *letters += g_ascii_isalnum (text[i]) || text[i] == '_';
  return i;
}

gboolean
ink_analyzer_choice_add (InkAnalyzerChoice *choice, const char *text,
                         gsize length)
{
  InkLowerer lowerer;
  gunichar c;

  ink_lowerer_init (&lowerer, text, length);
  lowerer.next = count_ascii (text, lowerer.length, &choice->letters);
  while (ink_lowerer_next (&lowerer, &c))
    {
      choice->letters += ink_unicode_is_word (c);
      choice->han += ink_unicode_is_han (c);
    }
  return choice->letters < MAX_LETTERS_READ;
}

InkAnalyzer
ink_analyzer_choice_end (const InkAnalyzerChoice *choice)
{
  return choice->letters > 0
                 && (double) choice->han
                        >= HAN_SHARE * (double) choice->letters
             ? INK_ANALYZER_CHAR
             : INK_ANALYZER_WORD;
}

InkAnalyzer
ink_analyzer_choose (const char *const *texts, gsize n)
{
  InkAnalyzerChoice choice = { 0 };

  for (gsize i = 0; i < n; i++)
    if (!ink_analyzer_choice_add (&choice, texts[i], strlen (texts[i])))
      break;
  return ink_analyzer_choice_end (&choice);
}

InkTokenizer *
ink_tokenizer_new (InkAnalyzer analyzer)
{
  InkTokenizer *tokenizer = g_new0 (InkTokenizer, 1);

  tokenizer->analyzer = analyzer;
  tokenizer->string = g_string_sized_new (256);
  tokenizer->max_tokens = 64;
  tokenizer->tokens = g_new (InkToken, tokenizer->max_tokens);
  tokenizer->stretches = g_array_new (FALSE, FALSE, sizeof (gsize));
  if (analyzer == INK_ANALYZER_ICU)
    {
      UErrorCode status = U_ZERO_ERROR;

      tokenizer->breaks = ubrk_open (UBRK_WORD, "", NULL, 0, &status);
      if (U_FAILURE (status))
        tokenizer->analyzer = INK_ANALYZER_WORD;
      tokenizer->lowered = g_string_sized_new (256);
      tokenizer->sources = g_array_new (FALSE, FALSE, sizeof (Span));
    }
  return tokenizer;
}

void
ink_tokenizer_set_stop_words (InkTokenizer *tokenizer,
                              const InkVocabulary *stop_words)
{
  tokenizer->stop_words = stop_words;
}

void
ink_tokenizer_set_single (InkTokenizer *tokenizer)
{
  tokenizer->single = TRUE;
}

void
ink_tokenizer_free (InkTokenizer *tokenizer)
{
  if (tokenizer == NULL)
    return;
  g_string_free (tokenizer->string, TRUE);
  g_free (tokenizer->tokens);
  g_free (tokenizer->lower);
  g_free (tokenizer->words);
  g_free (tokenizer->wide);
  g_array_unref (tokenizer->stretches);
  g_clear_pointer (&tokenizer->breaks, ubrk_close);
  if (tokenizer->lowered != NULL)
    g_string_free (tokenizer->lowered, TRUE);
  g_clear_pointer (&tokenizer->sources, g_array_unref);
  g_free (tokenizer);
}

const char *
ink_tokenizer_string (const InkTokenizer *tokenizer)
{
  return tokenizer->in_lower ? tokenizer->lower : tokenizer->string->str;
}

/* Makes room to read and write behind the string. */
static void
reserve_spare (GString *string)
{
  gsize length = string->len;

  if (string->allocated_len >= length + SPARE)
    return;
  g_string_set_size (string, length + SPARE);
  g_string_truncate (string, length);
}

static void
append_char (GString *string, gunichar c)
{
  if (c < 0x80)
    g_string_append_c (string, (char) c);
  else
    g_string_append_unichar (string, c);
}

/* Makes room for @n tokens, at most 64. */
static inline void
reserve_tokens (InkTokenizer *tokenizer, gsize n)
{
  if (G_LIKELY (tokenizer->n_tokens + n <= tokenizer->max_tokens))
    return;
  tokenizer->max_tokens *= 2;
  tokenizer->tokens
      = g_renew (InkToken, tokenizer->tokens, tokenizer->max_tokens);
}

static inline void
push_token (InkTokenizer *tokenizer, InkToken token)
{
  reserve_tokens (tokenizer, 1);
  tokenizer->tokens[tokenizer->n_tokens++] = token;
}

/* From @start of the string to its end. */
static void
add_token (InkTokenizer *tokenizer, gsize start, gsize source_start,
           gsize source_end)
{
  push_token (tokenizer,
              (InkToken) { (guint32) start, (guint32) tokenizer->string->len,
                           (guint32) source_start, (guint32) source_end });
}

/* Whether the @length bytes from @start of the string are no token. */
static gboolean
is_stop_word (const InkTokenizer *tokenizer, gsize start, gsize length)
{
  guint32 index;

  return tokenizer->stop_words != NULL
         && ink_vocabulary_find (tokenizer->stop_words,
                                 tokenizer->string->str + start, length,
                                 &index);
}

/* Words are written behind one another, from @at of the string. */
typedef struct
{
  InkTokenizer *tokenizer;
  char *out;
  gsize at;
} WordSink;

/* Takes the @length bytes at @at, two characters or more, for a word, unless
 * it is a stop word. */
static inline void
keep_word (WordSink *sink, gsize length, gsize source_start, gsize source_end)
{
  if (is_stop_word (sink->tokenizer, sink->at, length))
    return;
  push_token (sink->tokenizer,
              (InkToken) { (guint32) sink->at, (guint32) (sink->at + length),
                           (guint32) source_start, (guint32) source_end });
  sink->at += length;
  sink->out[sink->at++] = ' ';
}

/* Bytes @start to @end of the text, which ASCII that is no word surrounds. */
static void
run_wide_words (WordSink *sink, const InkLowerer *whole, gsize start, gsize end)
{
  InkLowerer lowerer = *whole;
  gsize length = 0, first = 0, last = 0;
  guint n_chars = 0;
  gunichar c;

  lowerer.next = start;
  while ((lowerer.pending != 0 || lowerer.next < end)
         && ink_lowerer_next (&lowerer, &c))
    {
      if (!ink_unicode_is_word (c))
        {
          if (n_chars > 1)
            keep_word (sink, length, first, last);
          length = n_chars = 0;
          continue;
        }
      if (n_chars++ == 0)
        first = lowerer.start;
      last = lowerer.end;
      length += (gsize) g_unichar_to_utf8 (c, sink->out + sink->at + length);
    }
  if (n_chars > 1)
    keep_word (sink, length, first, last);
}

static void
reserve_lower (InkTokenizer *tokenizer, gsize length)
{
  if (length + SPARE <= tokenizer->max_lower)
    return;
  tokenizer->max_lower = length + length / 2 + SPARE;
  g_free (tokenizer->lower);
  g_free (tokenizer->words);
  g_free (tokenizer->wide);
  tokenizer->lower = g_malloc (tokenizer->max_lower);
  tokenizer->words = g_new (guint64, tokenizer->max_lower / 64 + 1);
  tokenizer->wide = g_new (guint64, tokenizer->max_lower / 64 + 1);
}

/* Whether any of the bits @start to @end, which is above, is set. */
static gboolean
any_bit (const guint64 *bits, gsize start, gsize end)
{
  for (gsize i = start / 64; i <= (end - 1) / 64; i++)
    {
      guint64 mask
          = i == start / 64 ? G_MAXUINT64 << (start % 64) : G_MAXUINT64;

      if (i == (end - 1) / 64)
        mask &= G_MAXUINT64 >> (63 - (end - 1) % 64);
      if (bits[i] & mask)
        return TRUE;
    }
  return FALSE;
}

static inline void
copy_word (char *out, const char *word, gsize length)
{
  memcpy (out, word, 16);
  if (G_UNLIKELY (length > 16))
    memcpy (out + 16, word + 16, length - 16);
}

/* Words of ASCII alone stay where they are in the lower-cased text. */
static void
run_ascii_words (InkTokenizer *tokenizer, gsize n)
{
  const guint64 *words = tokenizer->words;
  guint64 open = 0;

  for (gsize i = 0; i <= n / 64; i++)
    {
      guint64 next = i < n / 64 ? words[i + 1] & 1 : 0;
      InkToken *end;

      reserve_tokens (tokenizer, 32);
      end = ascii_tokens_take (tokenizer->tokens + tokenizer->n_tokens,
                               words[i], next, &open, (guint32) i * 64);
      tokenizer->n_tokens = (gsize) (end - tokenizer->tokens);
    }
  tokenizer->in_lower = TRUE;
}

/* Runs of ASCII words and of what is not ASCII; the latter are looked at
 * character by character. */
static void
run_word (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  WordSink sink = { .tokenizer = tokenizer };
  gsize n = lowerer->length, at = 0, start, end;
  gboolean any_wide;

  reserve_lower (tokenizer, n);
  any_wide = ink_ascii_words (lowerer->text, n, tokenizer->lower,
                              tokenizer->words, tokenizer->wide);
  if (!any_wide && tokenizer->single && tokenizer->stop_words == NULL)
    {
      run_ascii_words (tokenizer, n);
      return;
    }
  for (gsize i = 0; any_wide && i <= n / 64; i++)
    tokenizer->words[i] |= tokenizer->wide[i];
  /* Lower case takes at most half as much again (U+023A). */
  g_string_set_size (tokenizer->string, 2 * n + SPARE);
  sink.out = tokenizer->string->str;
  while (ink_bits_next_run (tokenizer->words, n, &at, &start, &end))
    if (any_wide && any_bit (tokenizer->wide, start, end))
      run_wide_words (&sink, lowerer, start, end);
    else if (end - start > 1)
      {
        copy_word (sink.out + sink.at, tokenizer->lower + start, end - start);
        keep_word (&sink, end - start, start, end);
      }
  g_string_truncate (tokenizer->string, sink.at);
}

static void
end_spaces (InkTokenizer *tokenizer, guint n_spaces, gunichar space,
            const Span *source)
{
  gsize start = tokenizer->string->len;

  if (n_spaces == 0)
    return;
  append_char (tokenizer->string, n_spaces == 1 ? space : ' ');
  add_token (tokenizer, start, source->start, source->end);
}

static void
end_stretch (InkTokenizer *tokenizer)
{
  gsize end = tokenizer->n_tokens;

  g_array_append_val (tokenizer->stretches, end);
}

/* A space that the text does not have, at byte @at of it. */
static void
pad_word (InkTokenizer *tokenizer, gsize at)
{
  gsize start = tokenizer->string->len;

  g_string_append_c (tokenizer->string, ' ');
  add_token (tokenizer, start, at, at);
}

static void
run_char_wb (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  gboolean within = FALSE;
  gsize end = 0;
  gunichar c;

  while (ink_lowerer_next (lowerer, &c))
    {
      gboolean space = ink_unicode_is_space (c);
      gsize start;

      if (within == space)
        {
          pad_word (tokenizer, space ? end : lowerer->start);
          if (space)
            end_stretch (tokenizer);
          within = !space;
        }
      if (space)
        continue;
      start = tokenizer->string->len;
      append_char (tokenizer->string, c);
      add_token (tokenizer, start, lowerer->start, lowerer->end);
      end = lowerer->end;
    }
  if (!within)
    return;
  pad_word (tokenizer, end);
  end_stretch (tokenizer);
}

static void
run_char (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  guint n_spaces = 0;
  gunichar space = 0;
  Span source = { 0, 0 };
  gunichar c;

  while (ink_lowerer_next (lowerer, &c))
    {
      if (ink_unicode_is_space (c))
        {
          if (n_spaces++ == 0)
            source.start = lowerer->start;
          source.end = lowerer->end;
          space = c;
          continue;
        }
      end_spaces (tokenizer, n_spaces, space, &source);
      n_spaces = 0;

      gsize start = tokenizer->string->len;

      append_char (tokenizer->string, c);
      add_token (tokenizer, start, lowerer->start, lowerer->end);
    }
  end_spaces (tokenizer, n_spaces, space, &source);
}

static void
lower_whole (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  gunichar c;

  g_string_truncate (tokenizer->lowered, 0);
  g_array_set_size (tokenizer->sources, 0);
  while (ink_lowerer_next (lowerer, &c))
    {
      Span source = { lowerer->start, lowerer->end };

      append_char (tokenizer->lowered, c);
      while (tokenizer->sources->len < tokenizer->lowered->len)
        g_array_append_val (tokenizer->sources, source);
    }
}

static void
add_icu_word (InkTokenizer *tokenizer, gint32 from, gint32 to)
{
  const Span *sources = (const Span *) (void *) tokenizer->sources->data;
  gsize start = tokenizer->string->len;

  g_string_append_len (tokenizer->string, tokenizer->lowered->str + from,
                       to - from);
  if (is_stop_word (tokenizer, start, (gsize) (to - from)))
    {
      g_string_truncate (tokenizer->string, start);
      return;
    }
  add_token (tokenizer, start, sources[from].start, sources[to - 1].end);
  g_string_append_c (tokenizer->string, ' ');
}

static void
run_icu (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  UErrorCode status = U_ZERO_ERROR;
  UText text = UTEXT_INITIALIZER;
  gint32 from, to;

  lower_whole (tokenizer, lowerer);
  utext_openUTF8 (&text, tokenizer->lowered->str,
                  (gint64) tokenizer->lowered->len, &status);
  ubrk_setUText (tokenizer->breaks, &text, &status);
  if (U_SUCCESS (status))
    {
      from = ubrk_first (tokenizer->breaks);
      while ((to = ubrk_next (tokenizer->breaks)) != UBRK_DONE)
        {
          if (ubrk_getRuleStatus (tokenizer->breaks) >= UBRK_WORD_NONE_LIMIT)
            add_icu_word (tokenizer, from, to);
          from = to;
        }
    }
  utext_close (&text);
}

const InkToken *
ink_tokenizer_run (InkTokenizer *tokenizer, const char *text, gsize *n)
{
  return ink_tokenizer_run_length (tokenizer, text, strlen (text), n);
}

const InkToken *
ink_tokenizer_run_length (InkTokenizer *tokenizer, const char *text,
                          gsize length, gsize *n)
{
  InkLowerer lowerer;

  g_string_truncate (tokenizer->string, 0);
  tokenizer->n_tokens = 0;
  tokenizer->in_lower = FALSE;
  g_array_set_size (tokenizer->stretches, 0);
  ink_lowerer_init (&lowerer, text, length);
  switch (tokenizer->analyzer)
    {
    case INK_ANALYZER_CHAR:
      run_char (tokenizer, &lowerer);
      break;
    case INK_ANALYZER_CHAR_WB:
      run_char_wb (tokenizer, &lowerer);
      break;
    case INK_ANALYZER_ICU:
      run_icu (tokenizer, &lowerer);
      break;
    case INK_ANALYZER_AUTO:
    case INK_ANALYZER_WORD:
      run_word (tokenizer, &lowerer);
      break;
    }
  if (tokenizer->stretches->len == 0)
    end_stretch (tokenizer);
  reserve_spare (tokenizer->string);
  *n = tokenizer->n_tokens;
  return tokenizer->tokens;
}

const gsize *
ink_tokenizer_stretches (const InkTokenizer *tokenizer, gsize *n)
{
  *n = tokenizer->stretches->len;
  return (const gsize *) (void *) tokenizer->stretches->data;
}
