#include "ui/plot/series.h"
