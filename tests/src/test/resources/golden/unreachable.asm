0000  85 ff                          test edi, edi
0002  75 01                          jne L0
0004  c3                             ret
L0:
0005  e8 00 00 00 00                 call trap: unreachable
