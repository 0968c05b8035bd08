/* From what a text's tokens add to tints. Strengths are few steps, so that one
 * can tell them apart; the faintest is none. */
#include "ui/text/text-tints.h"

#include <math.h>

#define TINT_FLOOR 0.15 /* nats */

/* The characters of @text that begin in bytes @from to @to. */
static guint
count_characters (const char *text, gsize from, gsize to)
{
  guint n = 0;

  for (gsize i = from; i < to; i++)
    n += ((guchar) text[i] & 0xc0) != 0x80;
  return n;
}

static double
value_of (const InkTokenWeight *token, InkTintMode mode)
{
  if (!token->known)
    return 0.0;
  return mode == INK_TINTS_EACH_CLASS ? token->best_contribution
                                      : token->contribution;
}

static guint8
color_of (const InkTokenWeight *token, InkTintMode mode,
          const InkClassColors *colors)
{
  if (mode == INK_TINTS_EACH_CLASS)
    return (guint8) ink_class_colors_of (colors, token->best);
  return token->contribution < 0.0 ? INK_TINT_AGAINST : INK_TINT_FOR;
}

static double
strongest (const InkTokenWeight *tokens, guint n, InkTintMode mode)
{
  double most = TINT_FLOOR;

  for (guint i = 0; i < n; i++)
    most = MAX (most, fabs (value_of (&tokens[i], mode)));
  return most;
}

GArray *
ink_text_tints_new (const InkTextReading *reading, InkTintMode mode,
                    const InkClassColors *colors)
{
  const char *text = reading->text;
  const InkTokenWeight *tokens
      = (const InkTokenWeight *) (void *) reading->tokens->data;
  guint n = reading->tokens->len;
  GArray *tints = g_array_sized_new (FALSE, FALSE, sizeof (InkTextTint), n);
  double scale = INK_TINT_FULL / strongest (tokens, n, mode);
  gsize byte = 0;
  guint character = 0;

  for (guint i = 0; i < n; i++)
    {
      InkTextTint tint = { .color = color_of (&tokens[i], mode, colors) };

      tint.strength
          = (guint16) lround (fabs (value_of (&tokens[i], mode)) * scale);
      if (tokens[i].start > byte)
        {
          character += count_characters (text, byte, tokens[i].start);
          byte = tokens[i].start;
        }
      tint.start = character;
      tint.end = character
                 + count_characters (text, tokens[i].start, tokens[i].end);
      g_array_append_val (tints, tint);
    }
  return tints;
}

GArray *
ink_text_spans_new (const char *text, const GArray *spans)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (InkTextSpan));
  gsize byte = 0;
  guint character = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const InkTokenSpan *span = &g_array_index (spans, InkTokenSpan, i);
      InkTextSpan found;

      character += count_characters (text, byte, span->start);
      byte = span->start;
      found.start = character;
      found.end = character + count_characters (text, byte, span->end);
      g_array_append_val (result, found);
    }
  return result;
}
