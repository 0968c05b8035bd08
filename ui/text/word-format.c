/* Odds and terms as text. */
#include "ui/text/word-format.h"

#include <math.h>
#include <string.h>

char *
ink_odds_format (double nats)
{
  double times = exp (fabs (nats));

  if (times >= 1000)
    return g_strdup_printf ("%s1000", nats < 0 ? "> ÷" : "> ×");
  return g_strdup_printf ("%s%.*f", nats < 0 ? "÷" : "×",
                          times < 9.995 ? 2 : times < 99.95 ? 1 : 0, times);
}

char *
ink_term_format (const char *term)
{
  g_auto (GStrv) parts = NULL;

  if (strchr (term, ' ') == NULL
      || (term[0] != ' ' && term[strlen (term) - 1] != ' '))
    return g_strdup (term);
  parts = g_strsplit (term, " ", -1);
  return g_strjoinv ("␣", parts);
}
