#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  INK_ANALYZER_AUTO, /* by the script of the texts: char for Han, else word */
  INK_ANALYZER_WORD, /* (?u)\b\w\w+\b, lower-cased */
  INK_ANALYZER_CHAR, /* as scikit-learn's "char" */
  INK_ANALYZER_ICU,  /* ICU's word boundaries */
  INK_ANALYZER_CHAR_WB, /* as scikit-learn's "char_wb": n-grams within words,
                           a space at either end of each */
} InkAnalyzer;

/* "auto", "word", "char", "icu", "char_wb". */
const char *ink_analyzer_name (InkAnalyzer analyzer);
gboolean ink_analyzer_from_name (const char *name, InkAnalyzer *analyzer);

/* What AUTO stands for with some texts: CHAR where at least 30 % of the letters
 * are Han or kana, else WORD. The texts with the first million letters
 * count. */
typedef struct
{
  gsize letters, han; /* 0 to begin with */
} InkAnalyzerChoice;

/* Goes on with a text; FALSE where there are letters enough. */
gboolean ink_analyzer_choice_add (InkAnalyzerChoice *choice, const char *text,
                                  gsize length);
InkAnalyzer ink_analyzer_choice_end (const InkAnalyzerChoice *choice);
/* Of texts in memory. */
InkAnalyzer ink_analyzer_choose (const char *const *texts, gsize n);

G_END_DECLS
