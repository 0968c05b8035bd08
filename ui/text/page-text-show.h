#pragma once

#include "ui/text/page-text-layout.h"

G_BEGIN_DECLS

/* How one looks at a text. */
typedef struct
{
  InkModel *model; /* (nullable): naive Bayes */
  int class_index; /* the class chosen to look at, or -1 for the likeliest */
  InkTintMode mode;
  InkClassColors colors;
} InkTextLook;

/* ink_page_text_show: what a model says of the text; lets the colours follow.
 * @reading: (nullable): of the text as it is; NULL for no text */
void ink_page_text_show (InkPageTextLayout *layout, InkTextLook *look,
                         const InkTextReading *reading);
/* What it says without the words that flip the verdict. */
void ink_page_text_show_flipped (InkPageTextLayout *layout,
                                 const InkTextLook *look,
                                 const InkNaiveBayesFlip *flip);
/* That a long text is being read: what is there is no longer true. */
void ink_page_text_show_waiting (InkPageTextLayout *layout);

G_END_DECLS
