/* The names of the ways to cut texts, and which one texts are in need of. */
#include "core/text/analyzer.h"

#include <string.h>

#include "core/text/unicode.h"

#define HAN_SHARE 0.3
#define MAX_LETTERS_READ 1000000

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
