0000  8b c7                          mov eax, edi
0002  c3                             ret
