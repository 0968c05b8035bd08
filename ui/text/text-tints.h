#pragma once

#include "ui/class-colors.h"
#include "ui/text/text-reading.h"

G_BEGIN_DECLS

/* What the tints of a text tell. */
typedef enum
{
  INK_TINTS_ONE_CLASS,  /* for and against the class looked at */
  INK_TINTS_EACH_CLASS, /* the class that a word speaks for most */
} InkTintMode;

/* One token of a text, tinted or not. */
typedef struct
{
  guint start, end;  /* characters of the text */
  guint8 color;      /* a number in a theme's palette */
  guint8 mark;       /* InkTintMark */
  guint16 strength;  /* of INK_TINT_FULL */
} InkTextTint;

typedef struct
{
  guint start, end; /* characters of a text */
} InkTextSpan;

#define INK_TINT_FULL 12
#define INK_TINT_FOR 0     /* of the palette */
#define INK_TINT_AGAINST 1

/* ink_text_tints_new: each token of a text, with how strongly it speaks:
 * against the strongest of the text, but at least what is worth showing, so
 * that a text that says nothing does not glow.
 * (transfer full) (element-type InkTextTint) */
GArray *ink_text_tints_new (const InkTextReading *reading, InkTintMode mode,
                            const InkClassColors *colors);
/* ink_text_spans_new: from bytes to characters.
 * @spans: (element-type InkTokenSpan): ascending; they may overlap
 * (transfer full) (element-type InkTextSpan) */
GArray *ink_text_spans_new (const char *text, const GArray *spans);

G_END_DECLS
