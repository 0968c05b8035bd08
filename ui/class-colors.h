#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which classes of a model have a colour of their own: as many as stay apart
 * for everybody. With few classes each has its own for good; with more it is
 * the likeliest, and one that stays among them keeps its colour. */
#define INK_CLASS_COLORS 6
#define INK_CLASS_COLOR_OTHERS 8 /* the palette's grey */

typedef struct
{
  guint n_classes;
  int classes[INK_CLASS_COLORS]; /* of each colour; -1 for none */
} InkClassColors;

void ink_class_colors_init (InkClassColors *colors, guint n_classes);
/* @probabilities: [n_classes] */
void ink_class_colors_follow (InkClassColors *colors,
                              const double *probabilities);
/* A number in a theme's palette. */
guint ink_class_colors_of (const InkClassColors *colors, guint class_index);

G_END_DECLS
