/* A made-up corpus of any size, as CSV on standard output: texts of words whose
 * frequencies follow Zipf's law, some of them likelier in one class than in
 * another. The same numbers give the same bytes.
 * Usage: make-corpus MEGABYTES [WORDS [CLASSES [SEED]]] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/rng.h"

#define LONGEST 24
#define CHUNK (1u << 20)
#define EXPONENT 1.05

typedef struct
{
  char (*words)[LONGEST]; /* [n_words]: the first byte is the length */
  double *chance;         /* [n_words]: of the word itself in its column of the
                             alias table (Walker 1977), else the alias */
  guint32 *alias;
  guint32 n_words;
  guint n_classes;
  InkRng rng;
} Maker;

/* Word @i: syllables that spell its number, so that all differ; frequent ones
 * are short. */
static void
spell (guint32 i, char *word)
{
  static const char *const heads = "bdfgklmnprstvz", *const tails = "aeiou";
  guint length = 0;

  do
    {
      word[++length] = heads[i % 14];
      i /= 14;
      word[++length] = tails[i % 5];
      i /= 5;
    }
  while (i-- > 0 && length + 2 < LONGEST);
  word[0] = (char) length;
}

/* Walker's table of n chances: every column holds one word's chance and fills
 * up with another's. */
static void
make_alias (Maker *maker)
{
  guint32 n = maker->n_words;
  g_autofree guint32 *small = g_new (guint32, n);
  g_autofree guint32 *large = g_new (guint32, n);
  guint32 n_small = 0, n_large = 0;
  double sum = 0;

  for (guint32 i = 0; i < n; i++)
    sum += maker->chance[i] = pow (i + 1.0, -EXPONENT);
  for (guint32 i = 0; i < n; i++)
    {
      maker->chance[i] *= n / sum;
      maker->alias[i] = i;
      if (maker->chance[i] < 1)
        small[n_small++] = i;
      else
        large[n_large++] = i;
    }
  while (n_small > 0 && n_large > 0)
    {
      guint32 s = small[--n_small], l = large[n_large - 1];

      maker->alias[s] = l;
      maker->chance[l] -= 1 - maker->chance[s];
      if (maker->chance[l] < 1)
        {
          n_large--;
          small[n_small++] = l;
        }
    }
}

static guint32
draw_word (Maker *maker, guint label)
{
  guint64 bits = ink_rng_u64 (&maker->rng);
  guint32 i = (guint32) (((bits >> 32) * maker->n_words) >> 32);
  double u = (double) (bits & 0xffffff) / 0x1000000;

  if (u >= maker->chance[i])
    i = maker->alias[i];
  if ((bits >> 24 & 3) == 0) /* a quarter are of the class */
    i = (i + 1 + label * 37) % maker->n_words;
  return i;
}

/* A row; returns where it ends. */
static char *
write_row (Maker *maker, char *at)
{
  guint label = (guint) ink_rng_below (&maker->rng, maker->n_classes);
  guint n = 40 + (guint) ink_rng_below (&maker->rng, 320);

  at += sprintf (at, "class %u,", label);
  for (guint w = 0; w < n; w++)
    {
      const char *word = maker->words[draw_word (maker, label)];
      gboolean ends = w % 12 == 11;

      memcpy (at, word + 1, LONGEST - 1);
      if (w % 12 == 0)
        *at -= 'a' - 'A';
      at += word[0];
      if (ends)
        *at++ = '.';
      *at++ = w + 1 == n ? '\n' : ' ';
    }
  return at;
}

static gboolean
write_all (Maker *maker, guint64 n_bytes)
{
  g_autofree char *chunk = g_malloc (CHUNK + 400 * (LONGEST + 2) + 64);
  guint64 written = 0;

  if (puts ("label,text") < 0)
    return FALSE;
  while (written < n_bytes)
    {
      char *at = chunk;

      while (at - chunk < CHUNK && written + (guint64) (at - chunk) < n_bytes)
        at = write_row (maker, at);
      if (fwrite (chunk, 1, (gsize) (at - chunk), stdout)
          != (gsize) (at - chunk))
        return FALSE;
      written += (guint64) (at - chunk);
    }
  return fflush (stdout) == 0;
}

int
main (int argc, char **argv)
{
  Maker maker = { .n_words = 200000, .n_classes = 10 };
  guint64 megabytes = argc > 1 ? strtoull (argv[1], NULL, 10) : 0;
  gboolean done;

  if (argc > 2)
    maker.n_words = (guint32) strtoul (argv[2], NULL, 10);
  if (argc > 3)
    maker.n_classes = (guint) strtoul (argv[3], NULL, 10);
  if (megabytes == 0 || maker.n_words < 2 || maker.n_classes < 2)
    {
      fprintf (stderr,
               "usage: make-corpus MEGABYTES [WORDS [CLASSES [SEED]]]\n");
      return 2;
    }
  maker.rng = ink_rng (argc > 4 ? strtoull (argv[4], NULL, 10) : 1,
                       INK_STREAM_TEST, 0, 0);
  maker.words = g_malloc (maker.n_words * sizeof *maker.words);
  maker.chance = g_new (double, maker.n_words);
  maker.alias = g_new (guint32, maker.n_words);
  for (guint32 i = 0; i < maker.n_words; i++)
    spell (i, maker.words[i]);
  make_alias (&maker);
  done = write_all (&maker, megabytes * 1000000);
  if (!done)
    fprintf (stderr, "make-corpus: cannot write\n");
  g_free (maker.words);
  g_free (maker.chance);
  g_free (maker.alias);
  return done ? 0 : 1;
}
