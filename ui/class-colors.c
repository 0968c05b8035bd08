/* Colours of classes, kept as long as may be. */
#include "ui/class-colors.h"

void
ink_class_colors_init (InkClassColors *colors, guint n_classes)
{
  colors->n_classes = n_classes;
  for (guint i = 0; i < INK_CLASS_COLORS; i++)
    colors->classes[i] = n_classes <= INK_CLASS_COLORS && i < n_classes
                             ? (int) i
                             : -1;
}

static gboolean
is_among (const int *classes, int class_index)
{
  for (guint i = 0; i < INK_CLASS_COLORS; i++)
    if (classes[i] == class_index)
      return TRUE;
  return FALSE;
}

/* @top: (out): the likeliest classes, likeliest first */
static void
find_top (const double *p, guint n, int *top)
{
  guint n_top = 0;

  for (guint c = 0; c < n; c++)
    {
      guint at = n_top;

      if (n_top < INK_CLASS_COLORS)
        n_top++;
      else if (p[c] <= p[top[--at]])
        continue;
      for (; at > 0 && p[top[at - 1]] < p[c]; at--)
        top[at] = top[at - 1];
      top[at] = (int) c;
    }
}

void
ink_class_colors_follow (InkClassColors *colors, const double *probabilities)
{
  int top[INK_CLASS_COLORS];

  if (colors->n_classes <= INK_CLASS_COLORS)
    return;
  find_top (probabilities, colors->n_classes, top);
  for (guint i = 0; i < INK_CLASS_COLORS; i++)
    if (!is_among (top, colors->classes[i]))
      colors->classes[i] = -1;
  for (guint i = 0; i < INK_CLASS_COLORS; i++)
    for (guint k = 0; !is_among (colors->classes, top[i])
                      && k < INK_CLASS_COLORS; k++)
      if (colors->classes[k] < 0)
        colors->classes[k] = top[i];
}

guint
ink_class_colors_of (const InkClassColors *colors, guint class_index)
{
  for (guint i = 0; i < INK_CLASS_COLORS; i++)
    if (colors->classes[i] == (int) class_index)
      return i;
  return INK_CLASS_COLOR_OTHERS;
}
