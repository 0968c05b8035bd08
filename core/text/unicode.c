/* What Python calls a word character, a space and lower case, from ICU's
 * properties. Lower-casing works character by character, so that every
 * character given knows the bytes of the source that it came from: Unicode has
 * one unconditional lower-case mapping to more than one character (U+0130),
 * and one that depends on the context (U+03A3, final sigma). */
#include "core/text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#define CAPITAL_I_DOT 0x0130
#define COMBINING_DOT_ABOVE 0x0307
#define CAPITAL_SIGMA 0x03a3
#define SMALL_SIGMA 0x03c3
#define SMALL_FINAL_SIGMA 0x03c2

gboolean
ink_unicode_is_word (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c) || c == '_';
  return (U_MASK (u_charType ((UChar32) c))
          & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

gboolean
ink_unicode_is_space (gunichar c)
{
  UCharDirection direction;

  if (c < 0x80)
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
  if (u_charType ((UChar32) c) == U_SPACE_SEPARATOR)
    return TRUE;
  direction = u_charDirection ((UChar32) c);
  return direction == U_WHITE_SPACE_NEUTRAL
         || direction == U_BLOCK_SEPARATOR
         || direction == U_SEGMENT_SEPARATOR;
}

gboolean
ink_unicode_is_han (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;

  if (c < 0x2e80)
    return FALSE;
  switch (uscript_getScript ((UChar32) c, &status))
    {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return TRUE;
    default:
      return FALSE;
    }
}

void
ink_lowerer_init (InkLowerer *lowerer, const char *text, gsize length)
{
  lowerer->text = text;
  lowerer->length = MIN (length, (gsize) G_MAXINT32);
  lowerer->next = 0;
  lowerer->start = 0;
  lowerer->end = 0;
  lowerer->pending = 0;
}

static gboolean
is_case_ignorable (UChar32 c)
{
  return u_hasBinaryProperty (c, UCHAR_CASE_IGNORABLE);
}

/* Unicode's Final_Sigma: a cased letter before, none after, case-ignorable
 * characters skipped both ways. */
static gboolean
sigma_is_final (const InkLowerer *lowerer)
{
  const guint8 *s = (const guint8 *) lowerer->text;
  gint32 i = (gint32) lowerer->start;
  gint32 length = (gint32) lowerer->length;
  UChar32 c = 0;
  gboolean found = FALSE;

  while (i > 0 && !found)
    {
      U8_PREV_OR_FFFD (s, 0, i, c);
      found = !is_case_ignorable (c);
    }
  if (!found || !u_hasBinaryProperty (c, UCHAR_CASED))
    return FALSE;

  found = FALSE;
  for (i = (gint32) lowerer->end; i < length && !found;)
    {
      U8_NEXT_OR_FFFD (s, i, length, c);
      found = !is_case_ignorable (c);
    }
  return !found || !u_hasBinaryProperty (c, UCHAR_CASED);
}

static gunichar
lower_non_ascii (InkLowerer *lowerer, UChar32 c)
{
  switch (c)
    {
    case CAPITAL_I_DOT:
      lowerer->pending = COMBINING_DOT_ABOVE;
      return 'i';
    case CAPITAL_SIGMA:
      return sigma_is_final (lowerer) ? SMALL_FINAL_SIGMA : SMALL_SIGMA;
    default:
      return (gunichar) u_tolower (c);
    }
}

gboolean
ink_lowerer_next (InkLowerer *lowerer, gunichar *c)
{
  gint32 i = (gint32) lowerer->next;
  UChar32 read;

  if (lowerer->pending != 0)
    {
      *c = lowerer->pending;
      lowerer->pending = 0;
      return TRUE;
    }
  if (lowerer->next >= lowerer->length)
    return FALSE;

  lowerer->start = lowerer->next;
  U8_NEXT_OR_FFFD (lowerer->text, i, (gint32) lowerer->length, read);
  lowerer->next = (gsize) i;
  lowerer->end = (gsize) i;
  if (read < 0x80)
    *c = (gunichar) g_ascii_tolower ((char) read);
  else
    *c = lower_non_ascii (lowerer, read);
  return TRUE;
}
