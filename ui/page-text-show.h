#pragma once

#include "ui/page-text-layout.h"

G_BEGIN_DECLS

/* What the page Text shows. @class_index: the class chosen to look at, or -1
 * for the likeliest. @model: a naive Bayes model. */

/* ink_page_text_show: what a model says of the text. @model: (nullable)
 * @reading: (nullable): of the text as it is; NULL for no text */
void ink_page_text_show (InkPageTextLayout *layout, InkModel *model,
                         int class_index, const InkTextReading *reading);
/* That a long text is being read: what is there is no longer true. */
void ink_page_text_show_waiting (InkPageTextLayout *layout);

G_END_DECLS
