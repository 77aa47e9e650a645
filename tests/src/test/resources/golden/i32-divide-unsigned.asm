0000  48 8b c7                       mov rax, rdi
0003  85 f6                          test esi, esi
0005  74 05                          je L0
0007  31 d2                          xor edx, edx
0009  f7 f6                          div esi
000b  c3                             ret
L0:
000c  e8 00 00 00 00                 call trap: integer divide by zero
