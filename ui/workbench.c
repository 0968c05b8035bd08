#include "ui/workbench.h"
