0000  41 8b 87 80 01 00 00           mov eax, dword ptr [r15+0x180]
0007  41 8b 8f 90 01 00 00           mov ecx, dword ptr [r15+0x190]
000e  03 c1                          add eax, ecx
0010  c3                             ret
