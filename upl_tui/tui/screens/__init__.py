"""Full screens: they compose, bind and forward."""
