package com.example;

import dev.firedrill.junit.BuiltInChecks;

@BuiltInChecks
class BackupsCheck {}
